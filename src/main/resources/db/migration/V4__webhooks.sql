-- Whoever gave a callback URL is called back. One text for SQLite and PostgreSQL.
create table delivery (
    id         text    not null primary key, -- the webhook-id; begins with the task's own, so new rows are neighbours
    task       text    not null references task (id) on delete cascade,
    caller     text    not null,
    url        text    not null,
    receiver   text    not null, -- scheme, host and port of the URL: who takes turns
    event      text    not null, -- which end of the task
    state      text    not null, -- waiting, delivered, given_up, gone
    attempts   integer not null, -- tries begun since it was last put in the queue
    created_at bigint  not null,
    due_at     bigint,           -- when the next try is due, pushed forward by a claim; null: nothing more is tried
    tried_at   bigint,           -- when the last try began
    last_status integer,         -- the last answer's; null where there was none
    last_error text              -- a word for why the last try failed
);

-- One row for each end of a task, however often the end is written; and a task's rows, when it goes.
create unique index delivery_event on delivery (task, event);

-- What is due, each receiver's in order.
create index delivery_due on delivery (receiver, due_at) where due_at is not null;

-- A caller's list, newest first; and the few that a filter looks for.
create index delivery_list on delivery (caller, id);
create index delivery_open on delivery (caller, state, id) where state <> 'delivered';
