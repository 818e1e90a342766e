-- A promise to one of a group is theirs alone: nobody else of it sees that it runs, and an answer to others does not meet it.
alter table clocks add column participant_id uuid references participants on delete cascade;
