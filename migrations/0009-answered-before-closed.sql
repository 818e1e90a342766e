-- Nothing is closed over what a person asked for and nobody answered: to look again, another handler, higher up, safety.
create or replace function closing_waits_for_the_person() returns trigger language plpgsql as $$
begin
  if new.stage = 'closed' and old.stage <> 'closed' and exists (
    select 1 from remedies where grievance_id = new.id
      and status in ('proposed', 'agreed', 'in_delivery', 'reported_delivered', 'disputed')
  ) then
    raise exception 'law: a grievance with an open remedy stays open';
  end if;
  if new.stage = 'closed' and old.stage <> 'closed' and exists (
    select 1 from tracks where grievance_id = new.id and closed_on is null
      and track in ('appeal', 'escalated', 'handler_change', 'retaliation')
  ) then
    raise exception 'law: a grievance with something unanswered stays open';
  end if;
  return new;
end $$;
