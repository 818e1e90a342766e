-- A grievance of many people: a group that decides in its own way, those who joined it, and those who speak for it and until when.
-- What one member writes lies in a compartment of their own, between them and the team.
alter table grievances add column grouped boolean not null default false;

create table members (
  participant_id uuid primary key references participants on delete cascade,
  grievance_id uuid not null references grievances on delete cascade,
  invited_on date not null,
  joined_on date,
  left_on date,
  speaks_from date,
  speaks_until date,
  name_item_id uuid references sealed_items,
  check (speaks_until is null or speaks_from is not null)
);
create index members_grievance on members (grievance_id);
create constraint trigger members_told after insert or update or delete on members deferrable initially deferred
  for each row execute function parent_is_told();

alter table compartments drop constraint compartments_kind_check;
alter table compartments add constraint compartments_kind_check check (kind in ('shared', 'internal', 'identity', 'respondent', 'own'));
create unique index compartments_own on compartments (participant_id) where kind = 'own';
