-- Whoever is invited is written to in the language they read; those who are invited already, in the mechanism's own.
alter table invitations add column language text;
update invitations set language = (select default_language from mechanism);
alter table invitations alter column language set not null;
