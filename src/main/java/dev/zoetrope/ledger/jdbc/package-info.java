/**
 * Opens the database: the data directory or PostgreSQL, the driver, the schema, and a session with its prepared statements.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>SQLite runs in WAL mode with {@code synchronous=FULL}, so a commit is durable when it returns.</li>
 * <li>One process uses a data directory. It holds a file lock for its whole life
 * ({@link dev.zoetrope.ledger.jdbc.DataDirectoryLock}). Only because of this lock may the start end the sends that the last
 * process did not finish. A data directory is not locked with PostgreSQL.</li>
 * <li>One SQL text serves SQLite and PostgreSQL wherever possible. {@link dev.zoetrope.ledger.jdbc.SqlDialect} holds the
 * differences.</li>
 * <li>One file, the baseline, makes the tables of an empty database. It has the version of the last migration before it, so a
 * database that these migrations made is up to date without a change, and replicas from before the baseline can still start.
 * Every later change is a migration.</li>
 * <li>Every session of PostgreSQL runs in READ COMMITTED: the detection of retries must see what was committed while it
 * waited for a lock.</li>
 * <li>Every wait for PostgreSQL is bounded. If PostgreSQL does not answer at the start, the start fails, because a process
 * manager restarts the gateway. If it becomes unreachable later, the gateway reconnects.</li>
 * </ul>
 */
package dev.zoetrope.ledger.jdbc;
