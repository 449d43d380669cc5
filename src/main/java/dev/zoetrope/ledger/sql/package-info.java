/**
 * The ledger itself: assembles the other packages into the bean that everybody else uses. No other package imports it.
 */
package dev.zoetrope.ledger.sql;
