-- Which key file the database was set up with, so that another one is recognised; nothing here opens or forges anything.
create table key_file (
  one boolean primary key default true check (one),
  kid text not null,
  mark bytea not null
);
