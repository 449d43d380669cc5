/**
 * The promise of the product, tried: the packaged gateway is killed again and again under load, before a vendor that
 * misbehaves, and afterwards the two books are compared.
 *
 * <pre>
 * callers ──▶ fleet (1 to 3 gateways) ──▶ vendor with faults
 *    │          ▲ SIGKILL, restart  ▲          │
 *    │          │                   │ outages  │
 *    ▼          │                   ▼          ▼
 * what they  killer              ledger   what it saw: its book
 * were told ─────────────▶ Reckoning ◀─────────┘
 * </pre>
 *
 * <p>
 * Besides the kills, five disturbances:
 * <ul>
 * <li>The storage goes away in the middle of a resend, for longer than the claim's lease ({@link Outage}). On PostgreSQL
 * the line of one gateway, or of all, breaks at the write or at the COMMIT that permits the send; the COMMIT may be lost,
 * its answer may be, or it may come late. On SQLite another connection holds the write lock.</li>
 * <li>The gateway of that resend is killed after the storage is back, some of the time at the moment when the ledger shows
 * that the resend was taken back. The report counts how the row stood ({@link ResendRows.Standing}).</li>
 * <li>The clocks of the gateways are apart ({@link Clocks}; several gateways only).</li>
 * <li>With two vendors, of which the first has two keys, a create that one of them refuses, defers or cannot be sent goes on
 * to the next. The first vendor refuses its accounts for a while, and the ports of both are closed for a while. Gateways are
 * killed, and lose the storage, in the middle of a hand-over: before the permission for the next vendor, and with it
 * ({@link HandoverRow.Stage}). The report counts the creates that were handed over, and a run without any is a fault.</li>
 * <li>Every PostgreSQL database has {@code repeatable read} as its default isolation level.</li>
 * </ul>
 *
 * <p>
 * Decisions: every wish of a caller has a prompt of its own, which is its entry in both books. What is decided by chance
 * is decided by the seed and by what it is decided for, not by the order in which threads come along; only the moments of
 * the kills stay the machine's own. The vendor's renders are held until every wish is told, so that all tasks live at
 * once. Two vendors have one book: a wish has at most one bill, whoever sends it. Half of their ids are the same. Run as
 * {@code ChaosIT} in the build, and at length by {@code bench/chaos}.
 */
package dev.zoetrope.chaos;
