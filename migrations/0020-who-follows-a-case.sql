-- Who of an organisation follows which case it brought, so that a lead sees what nobody follows and hands it on in one act; and which
-- keys were held under a mandate that ran out: whoever opens such a compartment next makes its next key.
create table case_followers (
  grievance_id uuid not null references grievances on delete cascade,
  team_id uuid not null references teams on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  primary key (grievance_id, team_id)
);
create index case_followers_account on case_followers (account_id);

create table keys_to_turn (
  compartment_id uuid primary key references compartments on delete cascade
);

create function sealed_with_the_newest_key() returns trigger language plpgsql as $$
begin
  if exists (select 1 from compartment_keys where compartment_id = new.compartment_id and gen > new.gen) then
    raise exception using errcode = 'RC001', message = 'law: what is written after a key was turned lies under the new one';
  end if;
  return new;
end $$;

create trigger sealed_items_newest before insert on sealed_items for each row execute function sealed_with_the_newest_key();
