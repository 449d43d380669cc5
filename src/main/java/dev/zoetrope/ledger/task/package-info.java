/**
 * The rows of tasks: their columns, their stored JSON, the transitions, the claims of due work, and the queries.
 */
package dev.zoetrope.ledger.task;
