-- The aggregate: what routing, deadlines and figures need rests in the clear; every word rests in a sealed item.
create table grievances (
  id uuid primary key,
  reference text collate "C" not null unique,
  kind text not null default 'grievance' check (kind in ('grievance', 'feedback', 'question')),
  stage text not null check (stage in ('received', 'acknowledged', 'info_requested', 'eligibility_review', 'not_admitted', 'rerouted',
    'accepted', 'triaged', 'assigned', 'assessment', 'dialogue', 'remedy_proposed', 'complainant_review', 'agreed', 'partly_agreed',
    'not_agreed', 'adjudication', 'not_founded_decision', 'implementing', 'verification', 'closed', 'monitoring', 'learning',
    'suspended', 'dormant', 'withdrawn', 'merged', 'reopened')),
  returns_to text,
  team_id uuid not null references teams,
  panel_id uuid references teams,
  handler_id uuid references accounts,
  priority text not null check (priority in ('P1', 'P2', 'P3')),
  severity smallint check (severity between 1 and 4),
  pending text check (pending in ('admission', 'closing')),
  pending_by uuid references accounts,
  awaits text not null default 'us' check (awaits in ('us', 'person', 'organisation')),
  channel text not null,
  language text collate "C" not null,
  routed_by text not null check (routed_by in ('operation', 'organisation', 'fallback')),
  operation_id uuid references operations,
  received_on date not null,
  closed_on date,
  due_at timestamptz,
  version int not null default 0,
  check ((pending is null) = (pending_by is null))
);
create index grievances_queue on grievances (team_id, due_at, id);
create index grievances_held on grievances (handler_id, due_at, id);
create index grievances_panel on grievances (panel_id) where panel_id is not null;

create table grievance_topics (
  grievance_id uuid not null references grievances on delete cascade,
  topic text not null,
  primary key (grievance_id, topic)
);

create table participants (
  id uuid primary key,
  grievance_id uuid not null references grievances on delete cascade,
  principal_id uuid not null unique references principals,
  roles text[] not null,
  capacity text not null,
  identity_mode text not null check (identity_mode in ('id_named', 'id_confidential', 'id_pseudonymous', 'id_anonymous_oneway')),
  opens_mode text,
  opens_mode_on date,
  language text collate "C" not null,
  notice_sealed bytea,
  survey_state text not null default 'none' check (survey_state in ('none', 'open', 'taken'))
);
create index participants_grievance on participants (grievance_id);

create table compartments (
  id uuid primary key,
  grievance_id uuid not null references grievances on delete cascade,
  kind text not null check (kind in ('shared', 'internal', 'identity', 'respondent')),
  participant_id uuid references participants on delete cascade,
  organisation_id uuid references organisations,
  team_id uuid references teams
);
create index compartments_grievance on compartments (grievance_id);

create table compartment_keys (
  compartment_id uuid not null references compartments on delete cascade,
  gen int not null check (gen > 0),
  kcv bytea not null check (octet_length(kcv) = 8),
  link bytea,
  primary key (compartment_id, gen)
);

create table compartment_grants (
  compartment_id uuid not null,
  gen int not null,
  grantee_id uuid not null,
  grantee_gen int not null,
  sealed bytea not null check (octet_length(sealed) = 80),
  since date not null,
  primary key (compartment_id, gen, grantee_id, grantee_gen),
  foreign key (compartment_id, gen) references compartment_keys on delete cascade,
  foreign key (grantee_id, grantee_gen) references principal_keys on delete cascade
);
create index compartment_grants_grantee on compartment_grants (grantee_id, grantee_gen);

create table sealed_items (
  id uuid primary key,
  grievance_id uuid not null references grievances on delete cascade,
  compartment_id uuid not null references compartments on delete cascade,
  gen int not null,
  kind text not null,
  author_kind text not null check (author_kind in ('visitor', 'affected', 'account', 'system')),
  author_id uuid,
  made_on date not null,
  words_sealed bytea not null check (get_byte(words_sealed, 0) = 1)
);
create index sealed_items_grievance on sealed_items (grievance_id);

create table files (
  id uuid primary key,
  grievance_id uuid references grievances on delete cascade,
  draft_id bytea,
  compartment_id uuid references compartments on delete cascade,
  gen int,
  copy_of uuid references files on delete cascade,
  key_sealed bytea not null,
  name_sealed bytea not null,
  stored_size bigint not null,
  state text not null check (state in ('uploading', 'ready', 'orphan', 'shredded')),
  made_on date not null
);
create index files_grievance on files (grievance_id) where grievance_id is not null;
create index files_draft on files (draft_id) where draft_id is not null;

create table drafts (
  id bytea primary key check (octet_length(id) = 32),
  state text not null check (state in ('open', 'submitted', 'acknowledged')),
  version int not null default 1,
  answers_sealed bytea,
  result_sealed bytea,
  ends_on date not null
);

create table events (
  id uuid primary key,
  grievance_id uuid not null references grievances on delete cascade,
  version int not null,
  type text not null,
  actor_kind text not null check (actor_kind in ('visitor', 'affected', 'account', 'system')),
  actor_id uuid,
  on_day date not null,
  at timestamptz,
  facts jsonb not null default '{}',
  item_id uuid references sealed_items,
  unique (grievance_id, version),
  check (actor_kind in ('account', 'system') or (at is null and actor_id is null))
);
create index events_type on events (type, on_day);

create table clocks (
  id uuid primary key,
  grievance_id uuid not null references grievances on delete cascade,
  clock text not null,
  opened_on date not null,
  due_at timestamptz not null,
  met_at timestamptz,
  extended_by int,
  reason_item_id uuid references sealed_items,
  announced_at timestamptz
);
create index clocks_grievance on clocks (grievance_id);

create table tracks (
  id uuid primary key,
  grievance_id uuid not null references grievances on delete cascade,
  track text not null,
  opened_on date not null,
  closed_on date,
  outcome text
);
create index tracks_grievance on tracks (grievance_id);

create table interests (
  grievance_id uuid not null references grievances on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  conflict boolean not null,
  primary key (grievance_id, account_id)
);
