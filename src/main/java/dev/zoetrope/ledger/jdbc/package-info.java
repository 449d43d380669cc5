/**
 * Opens the database: the data directory or PostgreSQL, the driver, the schema, and a session with its prepared statements.
 */
package dev.zoetrope.ledger.jdbc;
