-- Floods are slowed and sorted, never answered by a closed door; how full a door is rests sealed, because its minute would tell of a send.
create table throttles (
  door text primary key,
  state_sealed bytea not null
);

alter table grievances add column suspect boolean not null default false;
