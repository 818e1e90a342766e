-- A list opens one title of each grievance: with this it goes straight to them, among however many.
create index sealed_items_titles on sealed_items (grievance_id) where kind = 'title';
