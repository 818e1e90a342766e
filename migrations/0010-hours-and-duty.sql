-- When people read, who is on duty outside of it, and in which country a place helps: what a person is told must be true.
alter table mechanism
  add column reads_zone text not null default 'UTC',
  add column reads_days int[] not null default '{1,2,3,4,5}',
  add column reads_from smallint not null default 9 check (reads_from between 0 and 23),
  add column reads_until smallint not null default 17 check (reads_until between 1 and 24),
  add check (reads_from < reads_until);

alter table help_places add column country text not null default '';

-- A turn of duty: rank 1 is asked first, then 2, then 3.
create table duty_turns (
  id uuid primary key,
  team_id uuid not null references teams on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  rank smallint not null check (rank between 1 and 3),
  from_on date not null,
  until_on date not null,
  check (from_on <= until_on)
);
create index duty_turns_days on duty_turns (team_id, from_on, until_on);

-- Somebody on duty is being asked; when the next one is asked rests sealed, because a minute would tell of an act.
create table duty_calls (
  id uuid primary key,
  grievance_id uuid not null references grievances on delete cascade,
  state_sealed bytea not null,
  opened_on date not null
);
create index duty_calls_grievance on duty_calls (grievance_id);
