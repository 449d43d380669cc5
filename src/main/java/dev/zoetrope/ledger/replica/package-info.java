/**
 * The other processes on the same PostgreSQL: which of them are alive, what they have written, and whether the database has
 * lost commits.
 */
package dev.zoetrope.ledger.replica;
