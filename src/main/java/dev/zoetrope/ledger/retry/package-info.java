/**
 * Creates: whether a create is new or the retry of an earlier one, and what becomes of a create whose commit is uncertain.
 */
package dev.zoetrope.ledger.retry;
