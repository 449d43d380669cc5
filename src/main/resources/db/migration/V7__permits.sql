-- A permission to send names its holder, and a record that was restored is noticed. One text for SQLite and PostgreSQL.
alter table task add column permit bigint not null default 0; -- of the newest permission to send; 0: the one a row is opened with

-- Numbers that only grow: the commits of each replica, so that it notices when some of them are gone; and the marks of operators.
create table watermark (
    name  text   not null primary key, -- replica:<number>, or restored
    value bigint not null,
    written_at bigint not null
);
