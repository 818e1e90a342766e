-- Of two things that somebody says on one day the later one counts, and no time says which: each has its place among all that was written
-- in its grievance. A place tells no more than the version of the event that it belongs to.
alter table sealed_items add column nth int not null default 0;

alter table sealed_items disable trigger sealed_items_keep;
update sealed_items set nth = placed.nth
from (
  select sealed_items.id, row_number() over (
    partition by sealed_items.grievance_id order by sealed_items.made_on, events.version nulls first, sealed_items.ctid
  ) as nth
  from sealed_items left join events on events.item_id = sealed_items.id
) as placed
where placed.id = sealed_items.id;
alter table sealed_items enable trigger sealed_items_keep;

create function next_in_its_grievance() returns trigger language plpgsql as $$
begin
  new.nth := (select coalesce(max(nth), 0) + 1 from sealed_items where grievance_id = new.grievance_id);
  return new;
end $$;

create trigger sealed_items_nth before insert on sealed_items for each row execute function next_in_its_grievance();

create index sealed_items_order on sealed_items (grievance_id, nth);
drop index sealed_items_grievance;
