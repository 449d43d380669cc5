/**
 * The rows that say which callbacks are still to be delivered, and the results of the attempts.
 */
package dev.zoetrope.ledger.outbox;
