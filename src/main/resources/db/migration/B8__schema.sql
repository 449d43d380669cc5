-- The tables of the ledger at version 8. One text for SQLite and PostgreSQL. Flyway runs it in an empty database only.
-- A database that the migrations 1 to 8 made has the same tables, and keeps them. Every change since is a migration from V9.
-- Times are milliseconds since 1970. The order of the columns is the order in which the migrations added them.

create table task (
    id         text    not null primary key,
    caller     text    not null,
    created_at bigint  not null,
    state      text    not null, -- pending, sending, running, completed, failed, cancelled
    status     text    not null, -- the word that callers see
    step       text,             -- what the row is due for: send, settle, ask, keep; null: nothing
    version    bigint  not null, -- counts the writes
    updated_at bigint  not null,
    due_at     bigint,           -- when the step is due; a claim moves it forward by its lease
    attempts   integer not null,
    vendor_id  text,
    progress   integer not null, -- 0 to 100
    estimate   integer,          -- seconds, as the vendor said
    detail     text,             -- JSON: what only some states have
    request    text    not null, -- JSON; never changes
    fingerprint     bigint,      -- hash of caller and request; null if the create has an idempotency key
    idempotency_key text,
    reply_until     bigint,      -- null: the answer arrived; else the time until which the answer may be on its way
    reply_no        integer not null default 0, -- number of the newest answer; only the newest answer is marked
    replica         bigint  not null default 0, -- the process that sends the newest answer
    served          bigint  not null default 0, -- bit n is set: the task was the answer to a retry with the retry count n
    origin          text,        -- scheme and authority of the URL of the create; null: unknown
    permit          bigint  not null default 0  -- number of the newest send permission; 0: the one that the insert gave
);

-- Due rows in the order of their time, and the number of live rows of each status. With the caller, so that waiting creates
-- are counted and put in turn without a read of the table.
create index task_step on task (step, due_at, status, caller) where step is not null;

-- A page of a caller's tasks, newest first, with any status filter.
create index task_list on task (caller, status, created_at, id);

-- Ended rows by age: counts, retention, and what of a caller's has ended since a time. With the caller, so that the rows of
-- others are skipped in the index; a few bytes in each entry cost a write less than one more index. "cancelled", "completed"
-- and "failed" sort before "pending" and "processing": this comparison saves a third of the time of a write, compared with
-- a list of words.
create index task_ended on task (status, updated_at, caller) where status < 'pending';

-- Two tasks never have the same vendor id.
create unique index task_vendor_id on task (vendor_id) where vendor_id is not null;

-- An idempotency key of a caller belongs to one task.
create unique index task_key on task (caller, idempotency_key) where idempotency_key is not null;

-- Every create without a key is in one of the next two indexes. Every new create is looked up in the first one. That is
-- small: it holds the creates whose answer is on its way or did not arrive.
create index task_unanswered on task (fingerprint, created_at)
    where fingerprint is not null and reply_until is not null;

-- A create whose answer arrived. Only a client that says that it retries is looked up here. In the order of time, because in
-- an index in the order of hashes each row would write a page of its own.
create index task_answered on task (caller, created_at, fingerprint)
    where fingerprint is not null and reply_until is null;

-- Creates that were sent as retries and found no first try: it may still arrive. Few rows, looked up once for each group of
-- writes.
create index task_owing on task (created_at, fingerprint) where (served & 1) = 0 and fingerprint is not null;

-- Callbacks to deliver.
create table delivery (
    id          text    not null primary key, -- the webhook-id; begins with the id of the task, so new rows are neighbours
    task        text    not null references task (id) on delete cascade,
    caller      text    not null,
    url         text    not null,
    receiver    text    not null, -- scheme, host and port of the URL; receivers take turns
    event       text    not null, -- the kind of end of the task
    state       text    not null, -- waiting, delivered, given_up, gone
    attempts    integer not null, -- attempts started since the row was last queued
    created_at  bigint  not null,
    due_at      bigint,           -- when the next attempt is due; a claim moves it forward by its lease; null: no attempt
    tried_at    bigint,           -- when the last attempt started
    last_status integer,          -- HTTP status of the last answer; null: no answer
    last_error  text,             -- short name of the reason why the last attempt failed
    requeued_at bigint            -- when somebody last queued it again; null: nobody has. It limits redeliveries
);

-- One row for each end of a task, even if the end is written again; and the rows that are deleted with a task.
create unique index delivery_event on delivery (task, event);

-- Due rows of each receiver in the order of their time.
create index delivery_due on delivery (receiver, due_at) where due_at is not null;

-- A page of a caller's deliveries, newest first.
create index delivery_list on delivery (caller, id);

-- The same for the few rows that a state filter selects.
create index delivery_open on delivery (caller, state, id) where state <> 'delivered';

-- What all replicas share and nobody else may know, such as the key that signs URLs.
create table secret (
    name    text   not null primary key,
    value   text   not null,
    ends_at bigint -- what was signed with it is valid until then; null: it is the present secret
);

-- A counter of commits for each replica, which only grows, so that a replica notices when the database has lost commits;
-- and the marks of operators.
create table watermark (
    name       text   not null primary key, -- replica:<number>, or restored
    value      bigint not null,
    written_at bigint not null
);
