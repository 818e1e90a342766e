-- Organisations that speak for people, custodians who keep names apart, mandates that the represented can end, and slips whose
-- codes nobody sees who hands them out.
alter table teams drop constraint teams_kind_check;
alter table teams add constraint teams_kind_check check (kind in ('handling', 'panel', 'custodian', 'representative'));

alter table mechanism add column custodian_id uuid references teams;

alter table grievances
  add column custodian_id uuid references teams,
  add column brought_by uuid references teams,
  add column spoken_by uuid[] not null default '{}';
create index grievances_spoken on grievances using gin (spoken_by);
create index grievances_custodian on grievances (custodian_id) where custodian_id is not null;

create table mandates (
  id uuid primary key,
  grievance_id uuid not null references grievances on delete cascade,
  participant_id uuid not null references participants on delete cascade,
  representative_id uuid not null references principals,
  scope text[] not null,
  evidence text not null check (evidence in ('me_written', 'me_thumb_witness', 'me_audio_video', 'me_assembly', 'me_membership', 'me_legal',
    'me_next_of_kin', 'me_trusted_check', 'me_declared_pending', 'me_impracticable')),
  language text collate "C" not null,
  since date not null,
  until_on date,
  ended_on date,
  ended_by text check (ended_by in ('person', 'representative', 'time')),
  item_id uuid references sealed_items,
  check ((ended_on is null) = (ended_by is null))
);
create index mandates_grievance on mandates (grievance_id);
create index mandates_representative on mandates (representative_id) where ended_on is null;
create constraint trigger mandates_told after insert or update or delete on mandates deferrable initially deferred
  for each row execute function parent_is_told();

create table slips (
  serial text collate "C" primary key,
  principal_id uuid not null unique references principals on delete cascade,
  team_id uuid not null references teams on delete cascade,
  made_on date not null,
  bound_on date
);
