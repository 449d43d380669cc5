-- Results are ours. One text for SQLite and PostgreSQL.
alter table task add column origin text; -- scheme and authority of the create; null: unknown

-- What all replicas share and nobody outside may know, such as the key that signs the URLs of results.
create table secret (
    name  text not null primary key,
    value text not null
);
