-- A draft that a code opens again, and grievances whose topic and place stay sealed because they would tell who spoke.
alter table drafts
  add column locator bytea unique,
  add column token_sealed bytea,
  add column saved boolean not null default false;

alter table grievances add column restricted boolean not null default false;
