-- The tasks. One text for SQLite and PostgreSQL. Times are milliseconds since 1970.
create table task (
    id         text    not null primary key,
    caller     text    not null,
    created_at bigint  not null,
    state      text    not null, -- the variant: pending, sending, running, completed, failed, cancelled
    status     text    not null, -- the word callers see
    step       text,             -- what the row waits for: send, settle, ask; null: nothing
    version    bigint  not null, -- counts the writes
    updated_at bigint  not null,
    due_at     bigint,           -- when the step is due; pushed forward by a claim
    attempts   integer not null,
    vendor_id  text,
    progress   integer not null,
    estimate   integer,          -- seconds, as the vendor said
    detail     text,             -- JSON of what only some states have
    request    text    not null  -- JSON; last, as it is long and never changes
);

-- What is due, in order; and the live rows of each status, for the meters.
create index task_step on task (step, due_at, status) where step is not null;

-- A caller's list, newest first, with any status filter.
create index task_list on task (caller, status, created_at, id);

-- Ended rows by age: counts and retention.
create index task_ended on task (status, updated_at) where status in ('completed', 'failed', 'cancelled');

create unique index task_vendor_id on task (vendor_id) where vendor_id is not null;
