-- How harm is judged and put right: ratings are added, never overwritten; a remedy counts only when the person confirms it.
create table impacts (
  id uuid primary key,
  grievance_id uuid not null references grievances on delete cascade
);
create index impacts_grievance on impacts (grievance_id);

create table severity_ratings (
  id uuid primary key,
  impact_id uuid not null references impacts on delete cascade,
  version int not null,
  scale smallint check (scale between 1 and 4),
  scope smallint check (scope between 1 and 4),
  irremediability smallint check (irremediability between 1 and 4),
  overall smallint not null check (overall between 1 and 4),
  urgent boolean not null default false,
  by_id uuid not null references accounts,
  item_id uuid references sealed_items,
  unique (impact_id, version),
  check (overall = coalesce(greatest(scale, scope, irremediability), 3))
);

create table involvement_ratings (
  id uuid primary key,
  impact_id uuid not null references impacts on delete cascade,
  organisation_id uuid not null references organisations,
  version int not null,
  mode text not null check (mode in ('cause', 'contribute', 'contribute_parallel', 'contribute_enable', 'contribute_incentivise',
    'directly_linked', 'not_involved', 'undetermined')),
  by_id uuid not null references accounts,
  item_id uuid references sealed_items,
  unique (impact_id, organisation_id, version)
);

create table impact_rights (
  impact_id uuid not null references impacts on delete cascade,
  right_code text not null,
  primary key (impact_id, right_code)
);

create table asked_items (
  id uuid primary key,
  grievance_id uuid not null references grievances on delete cascade,
  participant_id uuid not null references participants on delete cascade,
  type text not null check (type in ('restitution', 'compensation', 'rehabilitation', 'satisfaction', 'guarantee_non_repetition')),
  subtype text,
  rank int not null,
  item_id uuid not null references sealed_items,
  seen text not null default 'waiting' check (seen in ('waiting', 'right', 'corrected'))
);
create index asked_items_grievance on asked_items (grievance_id);

create table remedies (
  id uuid primary key,
  grievance_id uuid not null references grievances on delete cascade,
  asked_item_id uuid references asked_items,
  organisation_id uuid not null references organisations,
  type text not null check (type in ('restitution', 'compensation', 'rehabilitation', 'satisfaction', 'guarantee_non_repetition')),
  subtype text,
  amount_minor bigint check (amount_minor > 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  deadline date not null,
  status text not null check (status in ('requested', 'under_discussion', 'proposed', 'agreed', 'in_delivery', 'reported_delivered',
    'verified', 'verified_partly', 'disputed', 'failed', 'cancelled_by_complainant', 'superseded')),
  is_interim boolean not null default false,
  is_cessation boolean not null default false,
  waiver_attached boolean not null default false check (waiver_attached = false),
  replaces uuid references remedies,
  terms_item_id uuid not null references sealed_items,
  reported_on date,
  check ((amount_minor is null) = (currency is null))
);
create index remedies_grievance on remedies (grievance_id);

create table remedy_answers (
  id uuid primary key,
  remedy_id uuid not null references remedies on delete cascade,
  participant_id uuid not null references participants on delete cascade,
  answer text not null check (answer in ('accept', 'discuss', 'refuse')),
  on_day date not null,
  item_id uuid references sealed_items
);

create table remedy_checks (
  id uuid primary key,
  remedy_id uuid not null references remedies on delete cascade,
  participant_id uuid references participants on delete cascade,
  independent_by text,
  result text not null check (result in ('confirmed', 'partly', 'not_delivered', 'delivered_but_not_enough', 'declined_to_say')),
  alone boolean,
  on_day date not null,
  item_id uuid references sealed_items,
  check ((participant_id is null) <> (independent_by is null))
);
create index remedy_checks_remedy on remedy_checks (remedy_id);

create table decisions (
  id uuid primary key,
  grievance_id uuid not null references grievances on delete cascade,
  subject text not null check (subject in ('admission', 'closing')),
  outcome text not null,
  ground text,
  finding text,
  agreement text,
  delivery text,
  view text,
  by_id uuid not null references accounts,
  item_id uuid not null references sealed_items,
  note_item_id uuid references sealed_items
);
create index decisions_grievance on decisions (grievance_id);

create table survey_answers (
  id uuid primary key,
  language text not null,
  closure_class text,
  channel text,
  quarter text not null,
  question text not null,
  answer text not null,
  words_sealed bytea
);

create table letters (
  id uuid primary key,
  dedupe text not null unique,
  address_sealed bytea not null,
  ready_on date not null,
  attempts int not null default 0,
  leased_until timestamptz,
  sent_on date
);
create index letters_waiting on letters (ready_on) where sent_on is null;

create table audit (
  id uuid primary key,
  at timestamptz not null,
  actor_id uuid,
  action text not null,
  object text not null,
  detail jsonb not null default '{}'
);

create table chain (
  seq bigint primary key,
  kind text not null check (kind in ('event', 'audit')),
  row_id uuid not null unique,
  prev bytea not null check (octet_length(prev) = 32),
  hash bytea not null unique check (octet_length(hash) = 32)
);
create index audit_reading on audit (object, actor_id, at);
