/**
 * The promise of the product, tried: the packaged gateway is killed again and again under load, before a vendor that
 * misbehaves, and afterwards the two books are compared.
 *
 * <pre>
 * callers ──▶ fleet (1 or 3 gateways) ──▶ vendor with faults
 *    │          ▲ SIGKILL, restart             │
 *    ▼          │                              ▼
 * what they  killer            ledger     what it saw: its book
 * were told ─────────────▶ Reckoning ◀─────────┘
 * </pre>
 *
 * <p>
 * Decisions: every wish of a caller has a prompt of its own, which is its entry in both books. What is decided by chance
 * is decided by the seed and by what it is decided for, not by the order in which threads come along; only the moments of
 * the kills stay the machine's own. The vendor's renders are held until every wish is told, so that all tasks live at
 * once. Run as {@code ChaosIT} in the build, and at length by {@code bench/chaos}.
 */
package dev.zoetrope.chaos;
