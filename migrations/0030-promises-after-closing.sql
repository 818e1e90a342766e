-- Lists show what somebody still waits for, also in a grievance that is closed.
drop index grievances_open;
create index grievances_open on grievances (coalesce(due_at, 'infinity'), id)
  where stage not in ('closed', 'monitoring', 'learning', 'merged') or due_at is not null;
