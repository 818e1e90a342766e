-- An organisation that speaks for people may let a field tool of its own in: a token is somebody who holds the organisation's keys, and
-- only whoever has its secret can use them. What was answered to it once is kept sealed for it, so that a repeated send is one act.
alter table principals drop constraint principals_kind_check;
alter table principals add constraint principals_kind_check check (kind in ('account', 'team', 'participant', 'recovery', 'token'));
alter table unlocks drop constraint unlocks_method_check;
alter table unlocks add constraint unlocks_method_check check (method in ('passphrase', 'recovery', 'receipt', 'token'));

create table tokens (
  id uuid primary key references principals on delete cascade,
  team_id uuid not null references teams on delete cascade,
  made_by uuid not null references accounts,
  name_sealed bytea not null,
  made_on date not null,
  ends_on date not null
);
create index tokens_team on tokens (team_id);
create index tokens_made_by on tokens (made_by);

alter table nonces drop column result;
alter table nonces add column answer_sealed bytea;
