/**
 * The ledger itself: assembles the other sub-packages into the beans that the application uses. No other package imports it.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>The ledger opens before every other part of the application and closes after all of them.</li>
 * <li>With SQLite the start ends every send that the last process did not finish. With PostgreSQL the start ends none of
 * them, because another replica may still be sending: an expired send lease is resolved by the replica that claims it.</li>
 * </ul>
 */
package dev.zoetrope.ledger.sql;
