-- What an organisation chooses: its name, languages, organisations, operations, routing and service standards.
create table mechanism (
  one boolean primary key default true check (one),
  name text not null,
  languages text[] not null,
  default_language text not null,
  leave_to text not null,
  emergency text not null default '',
  ready boolean not null default false,
  set_up_hash bytea,
  recovery_id uuid references principals
);

create table organisations (
  id uuid primary key,
  name text not null
);

create table operations (
  id uuid primary key,
  organisation_id uuid not null references organisations on delete cascade,
  name text not null
);

create table routing_rules (
  id uuid primary key,
  rank int not null,
  operation_id uuid references operations on delete cascade,
  organisation_id uuid references organisations on delete cascade,
  team_id uuid not null references teams on delete cascade
);

create table service_standards (
  clock text not null,
  priority text not null check (priority in ('P1', 'P2', 'P3')),
  unit text not null check (unit in ('hours', 'days', 'working_days')),
  count int not null check (count > 0),
  primary key (clock, priority)
);

create table help_places (
  id uuid primary key,
  route text not null,
  language text not null,
  name text not null,
  contact text not null,
  checked_on date not null
);
