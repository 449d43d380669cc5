-- Retries are recognised, and waiting creates are fair. One text for SQLite and PostgreSQL.
alter table task add column fingerprint bigint;              -- of caller and request; null where there is a key
alter table task add column idempotency_key text;
alter table task add column reply_until bigint;              -- null: answered; else until when the answer may be under way
alter table task add column reply_no integer not null default 0; -- counts the answers; the newest one's word counts
alter table task add column replica bigint not null default 0;   -- the process that holds the newest answer
alter table task add column served bigint not null default 0;    -- bit n: has served a retry that was its client's n-th

create unique index task_key on task (caller, idempotency_key) where idempotency_key is not null;

-- Every keyless create is in one of these two. The first is asked for every create: it holds what is being answered now,
-- and what never was, and so is small. A row goes to the second with the mark of its answer, which only a client that
-- says it tries again has to find: it is ordered by time, as an index by hash would cost each row a page of its own.
create index task_unanswered on task (fingerprint, created_at)
    where fingerprint is not null and reply_until is not null;
create index task_answered on task (caller, created_at, fingerprint)
    where fingerprint is not null and reply_until is null;

-- Retries that found nothing to repeat: their first try may still come. Few rows, looked at once for each group.
create index task_owing on task (created_at, fingerprint) where (served & 1) = 0 and fingerprint is not null;

-- With the caller, so that the waiting rows are counted and put in turn without a look at the table.
drop index task_step;
create index task_step on task (step, due_at, status, caller) where step is not null;

-- The same rows by a condition that costs no more than a comparison: the words of the ends (cancelled, completed, failed)
-- sort before those of the others (pending, processing). To look into a list of words took a third of a write's time.
drop index task_ended;
create index task_ended on task (status, updated_at) where status < 'pending';

-- The first version took a vendor's word but never asked for the next one.
update task set due_at = updated_at where state = 'running' and due_at is null;
