/**
 * The ledger itself: assembles the other sub-packages into the beans that the application uses. No other package imports it.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>The ledger opens before every other part of the application and closes after all of them.</li>
 * <li>With SQLite the start ends every send that the last process did not finish. With PostgreSQL the start ends none of
 * them, because another replica may still be sending: an expired send lease is resolved by the replica that claims it.</li>
 * <li>With SQLite, live tasks that are queried are held in memory ({@link dev.zoetrope.ledger.Ledger#findCached}). The thread
 * that writes removes a task from the memory before it commits a change of it. After the commit would be too late: another
 * read could have shown the change already, and a query would then show the older state.</li>
 * <li>With PostgreSQL nothing is held: every query reads its row. The notification of another replica's commit arrives after
 * the commit, and a caller can learn of the commit earlier, by that replica's answer, event or callback. To ask the database
 * for the version alone would cost the same round trip as to read the row.</li>
 * </ul>
 */
package dev.zoetrope.ledger.sql;
