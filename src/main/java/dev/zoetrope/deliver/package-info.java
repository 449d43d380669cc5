/**
 * How a task reaches its caller: as it is shown, whichever way it goes; to whoever waits for it, to whoever listens, and
 * by a callback.
 *
 * <p>
 * Decision: who waits and who listens is woken by the ledger's feed of changes. Nothing is looked for in turn; what other
 * replicas write comes by the same feed, at least once, and is then read.
 *
 * <p>
 * Decision: a change is written down once and the same bytes go to all streams of its caller. A stream holds next to
 * nothing for a slow reader: what it misses it reads from the ledger when there is room again, just as a reader does that
 * comes back with a cursor. So there is one way to catch up, and it is tried with every reconnect.
 *
 * <p>
 * Decisions about callbacks:
 * <ul>
 * <li>Standard Webhooks, so that receivers find a verifier for their language. The body is the query's answer at the time of
 * the
 * try: a receiver that was down for hours is told how things stand, not how they stood.</li>
 * <li>Every end is an event, also one that the waiting caller of a create was answered with, a cancel and what a restart
 * settles:
 * who relies on callbacks need not ask. A replay is no end.</li>
 * <li>At least once: what was sent and not written down is sent again under the same id.</li>
 * <li>The outbox is claimed by receiver, in turn, and each has its own places
 * ({@link dev.zoetrope.deliver.webhook.ReceiverLimits}): a
 * claim reads no more of a receiver's queue than it takes. One that does not answer has a single place, and all of those
 * together half of them, so that even a crowd that hangs leaves the others theirs.</li>
 * <li>One secret for each caller and no shared one: a receiver that knows its own can forge nobody else's.</li>
 * <li>Connections are kept for a few seconds, as a TLS handshake costs more than all the rest; each request is judged by the
 * guard all the same.</li>
 * </ul>
 */
package dev.zoetrope.deliver;
