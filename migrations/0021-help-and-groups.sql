-- Somebody who wrote down what a person told may keep helping them, as long as the person wishes.
alter table grievances add column helpers uuid[] not null default '{}';
create index grievances_helped on grievances using gin (helpers);
