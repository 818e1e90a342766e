-- A page that came back has an address in the session it was sent in, so that Back reaches it; it is sealed to that session and ends with it.
create table refused_pages (
  id uuid primary key,
  session_id bytea not null references sessions on delete cascade,
  turn int not null,
  page_sealed bytea not null
);
create index refused_pages_session on refused_pages (session_id, turn);
