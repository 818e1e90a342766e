-- The laws that no program may break: one version and one event for each change, a record that nobody rewrites,
-- and a remedy that only the person, or an independent check, can call delivered.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'law: % keeps what was written', tg_table_name;
end $$;

create trigger events_keep before update or delete on events for each row execute function refuse_rewriting();
create trigger audit_keep before update or delete on audit for each row execute function refuse_rewriting();
create trigger chain_keep before update or delete on chain for each row execute function refuse_rewriting();
create trigger severity_ratings_keep before update or delete on severity_ratings for each row execute function refuse_rewriting();
create trigger involvement_ratings_keep before update or delete on involvement_ratings for each row execute function refuse_rewriting();
create trigger remedy_answers_keep before update or delete on remedy_answers for each row execute function refuse_rewriting();
create trigger remedy_checks_keep before update or delete on remedy_checks for each row execute function refuse_rewriting();
create trigger sealed_items_keep before update or delete on sealed_items for each row execute function refuse_rewriting();

create function one_event_for_each_version() returns trigger language plpgsql as $$
declare known int;
declare told int;
begin
  select version into known from grievances where id = new.id;
  if known is null then return null; end if;
  select count(*) into told from events where grievance_id = new.id and version <= known;
  if told <> known then
    raise exception 'law: grievance version % has % events', known, told;
  end if;
  return null;
end $$;

create constraint trigger grievances_told after insert or update on grievances deferrable initially deferred
  for each row execute function one_event_for_each_version();

create function version_goes_up() returns trigger language plpgsql as $$
begin
  if new.version <> old.version + 1 then
    raise exception 'law: a grievance changes by one version at a time';
  end if;
  return new;
end $$;

create trigger grievances_version before update on grievances for each row execute function version_goes_up();

create function parent_is_told() returns trigger language plpgsql as $$
declare parent uuid;
begin
  parent := case when tg_op = 'DELETE' then old.grievance_id else new.grievance_id end;
  if exists (select 1 from grievances where id = parent)
    and not exists (select 1 from events where grievance_id = parent and xmin::text = pg_current_xact_id()::xid::text) then
    raise exception 'law: % changed without an event', tg_table_name;
  end if;
  return null;
end $$;

create constraint trigger asked_items_told after insert or update or delete on asked_items deferrable initially deferred
  for each row execute function parent_is_told();
create constraint trigger remedies_told after insert or update or delete on remedies deferrable initially deferred
  for each row execute function parent_is_told();
create constraint trigger clocks_told after insert or update or delete on clocks deferrable initially deferred
  for each row execute function parent_is_told();
create constraint trigger tracks_told after insert or update or delete on tracks deferrable initially deferred
  for each row execute function parent_is_told();
create constraint trigger participants_told after insert on participants deferrable initially deferred
  for each row execute function parent_is_told();
create constraint trigger sealed_items_told after insert on sealed_items deferrable initially deferred
  for each row execute function parent_is_told();
create constraint trigger decisions_told after insert on decisions deferrable initially deferred
  for each row execute function parent_is_told();
create constraint trigger impacts_told after insert on impacts deferrable initially deferred
  for each row execute function parent_is_told();

create function only_the_person_verifies() returns trigger language plpgsql as $$
begin
  if new.status in ('verified', 'verified_partly') and not exists (
    select 1 from remedy_checks
    where remedy_id = new.id and result = case new.status when 'verified' then 'confirmed' else 'partly' end
  ) then
    raise exception 'law: only the person or an independent check can say that a remedy was delivered';
  end if;
  return new;
end $$;

create trigger remedies_verified before insert or update on remedies for each row execute function only_the_person_verifies();

create function closing_waits_for_the_person() returns trigger language plpgsql as $$
begin
  if new.stage = 'closed' and old.stage <> 'closed' and exists (
    select 1 from remedies where grievance_id = new.id
      and status in ('proposed', 'agreed', 'in_delivery', 'reported_delivered', 'disputed')
  ) then
    raise exception 'law: a grievance with an open remedy stays open';
  end if;
  return new;
end $$;

create trigger grievances_close before update on grievances for each row execute function closing_waits_for_the_person();
