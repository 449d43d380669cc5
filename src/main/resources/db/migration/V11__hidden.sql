-- A task that was deleted in the API of another service: its row stays until the end of its retention. A program from before
-- this column inserts 0 and never changes it.
alter table task add column hidden integer not null default 0;

-- A page of a caller's tasks that are not hidden, in the order of their creation, in both directions. An entry is written once:
-- no transition changes one of its columns.
create index task_shown on task (caller, created_at, id) where hidden = 0;
