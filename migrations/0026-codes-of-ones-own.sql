-- Whoever joined a group opens it with a code that only they know: the one a spokesperson gave them opens nothing but the page that draws their own.
alter table members add column own_code_on date;
update members set own_code_on = joined_on;
