-- A list shows what is due first of what is open, and opens the words and files of what it shows: with these a page costs the
-- same among a thousand grievances and a hundred thousand.
create index grievances_open on grievances (coalesce(due_at, 'infinity'), id)
  where stage not in ('closed', 'monitoring', 'learning', 'merged');
create index sealed_items_compartment on sealed_items (compartment_id, kind);
create index files_compartment on files (compartment_id) where compartment_id is not null;
create index interests_conflicts on interests (account_id, grievance_id) where conflict;
