-- What still waits to be sealed into the chain, so that sealing looks at what is new and never at everything.
create table chain_waiting (
  row_id uuid primary key,
  kind text not null check (kind in ('event', 'audit'))
);

create function wait_for_the_chain() returns trigger language plpgsql as $$
begin
  insert into chain_waiting (row_id, kind) values (new.id, tg_argv[0]);
  return null;
end $$;

create trigger events_wait after insert on events for each row execute function wait_for_the_chain('event');
create trigger audit_wait after insert on audit for each row execute function wait_for_the_chain('audit');
