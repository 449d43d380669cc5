-- What of a caller's has ended since it last listened. One text for SQLite and PostgreSQL.

-- With the caller, so that those of others are passed over in the index, without a look at the table: a few bytes in an
-- entry that is there anyway cost a write less than an index more.
drop index task_ended;
create index task_ended on task (status, updated_at, caller) where status < 'pending';
