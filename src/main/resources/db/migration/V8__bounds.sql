-- A redelivery costs its caller nothing, so each delivery has one a minute. One text for SQLite and PostgreSQL.
alter table delivery add column requeued_at bigint; -- when somebody last put it in the queue anew; null: nobody has

-- An operator may replace the secret; what was signed with the earlier one counts until a time the operator names.
alter table secret add column ends_at bigint; -- null: it is the present one
