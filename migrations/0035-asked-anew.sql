-- What a person corrected is written down anew: the new words take the place of the old ones, which stay in the story.
alter table asked_items add column replaced_by uuid references asked_items;
