-- Whoever is invited as a steward becomes one with the place that a lead confirms; until then the place alone knows it.
alter table memberships add column steward boolean not null default false;
update memberships m set steward = true from accounts a where a.id = m.account_id and a.steward and m.state = 'accepted';
update accounts a set steward = false
  where steward and not exists (select 1 from memberships m where m.account_id = a.id and m.confirmed_by is not null);
