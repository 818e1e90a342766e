-- A page that was opened with a code somebody gave to a person they trust closes when that code is taken back.
alter table sessions add column unlock_id uuid references unlocks on delete cascade;
create index sessions_unlock on sessions (unlock_id);
