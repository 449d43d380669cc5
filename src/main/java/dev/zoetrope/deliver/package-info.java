/**
 * How a task reaches its caller: as it is shown, whichever way it goes; to whoever waits for it, and to whoever listens.
 *
 * <p>
 * Decision: who waits and who listens is woken by the ledger's feed of changes. Nothing is looked for in turn; what other
 * replicas write comes by the same feed, at least once, and is then read.
 *
 * <p>
 * Decision: a change is written down once and the same bytes go to all streams of its caller. A stream holds next to
 * nothing for a slow reader: what it misses it reads from the ledger when there is room again, just as a reader does that
 * comes back with a cursor. So there is one way to catch up, and it is tried with every reconnect.
 */
package dev.zoetrope.deliver;
