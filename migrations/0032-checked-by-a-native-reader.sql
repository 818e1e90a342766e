-- Which languages a named native reader has checked, and on which day: until then a page says that its words are unchecked.
alter table mechanism add column checked jsonb not null default '{}';
