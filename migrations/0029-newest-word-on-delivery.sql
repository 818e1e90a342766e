-- Of two things that somebody says of a remedy on one day the later one counts: each names the version of the grievance that it made.
alter table remedy_checks add column version int not null default 0;
