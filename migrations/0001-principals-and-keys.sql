-- Who can hold a key, and the keys: a stolen copy of these tables opens nothing without a secret that a person knows.
create table principals (
  id uuid primary key,
  kind text not null check (kind in ('account', 'team', 'participant', 'recovery')),
  status text not null default 'active' check (status in ('active', 'disabled', 'shredded'))
);

create table principal_keys (
  principal_id uuid not null references principals on delete cascade,
  gen int not null check (gen > 0),
  suite smallint not null default 1,
  public_key bytea not null check (octet_length(public_key) = 32),
  mac bytea not null check (octet_length(mac) = 32),
  retired_on date,
  primary key (principal_id, gen)
);

create table unlocks (
  id uuid primary key,
  principal_id uuid not null,
  gen int not null,
  method text not null check (method in ('passphrase', 'recovery', 'receipt')),
  locator bytea unique,
  cost jsonb,
  salt bytea,
  verifier bytea,
  wrapped_key bytea not null,
  label text check (label in ('own', 'second', 'third')),
  foreign key (principal_id, gen) references principal_keys on delete cascade
);
create index unlocks_principal on unlocks (principal_id);

create table accounts (
  id uuid primary key references principals on delete cascade,
  email_index bytea not null unique,
  profile_sealed bytea not null,
  totp_sealed bytea,
  totp_last bigint not null default 0,
  steward boolean not null default false,
  epoch int not null default 1,
  fails int not null default 0,
  held_until timestamptz
);

create table teams (
  id uuid primary key references principals on delete cascade,
  kind text not null check (kind in ('handling', 'panel')),
  name text not null
);

create table memberships (
  team_id uuid not null references teams on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  role text not null check (role in ('lead', 'handler')),
  state text not null check (state in ('accepted', 'confirmed', 'removed')),
  confirmed_by uuid references principals,
  since date not null,
  primary key (team_id, account_id)
);

create table team_grants (
  team_id uuid not null,
  team_gen int not null,
  grantee_id uuid not null,
  grantee_gen int not null,
  sealed bytea not null check (octet_length(sealed) = 80),
  primary key (team_id, team_gen, grantee_id, grantee_gen),
  foreign key (team_id, team_gen) references principal_keys on delete cascade,
  foreign key (grantee_id, grantee_gen) references principal_keys on delete cascade
);

create table invitations (
  id bytea primary key check (octet_length(id) = 32),
  team_id uuid not null references teams on delete cascade,
  role text not null check (role in ('lead', 'handler')),
  steward boolean not null default false,
  email_sealed bytea not null,
  invited_by uuid references principals,
  expires_on date not null,
  used_on date
);

create table sessions (
  id bytea primary key check (octet_length(id) = 32),
  door text not null check (door in ('messages', 'desk')),
  principal_id uuid not null references principals on delete cascade,
  gen int not null,
  epoch int not null default 1,
  state_sealed bytea not null,
  ends_on date not null
);
create index sessions_principal on sessions (principal_id);

create table nonces (
  id bytea primary key check (octet_length(id) = 32),
  result text,
  ends_on date not null
);
