-- Files that callers have uploaded for creates. The bytes are in the store of files, under the id.
create table upload (
    id           text   not null primary key,
    caller       text   not null,
    sha256       text   not null, -- of the bytes, in hexadecimal
    size         bigint not null, -- bytes
    content_type text   not null, -- by the bytes
    width        integer,         -- pixels; null: not known
    height       integer,
    millis       bigint,          -- duration of a clip or a sound; null: not known
    created_at   bigint not null,
    expires_at   bigint not null
);

-- The same bytes of a caller are one file. A vendor gets the bytes, whoever has uploaded them.
create unique index upload_bytes on upload (sha256, caller);

-- A page of a caller's files, newest first.
create index upload_list on upload (caller, created_at, id);

-- Expired files.
create index upload_expiry on upload (expires_at);
