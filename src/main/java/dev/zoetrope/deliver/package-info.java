/**
 * How a task reaches its caller: as it is shown, whichever way it goes, and the callbacks.
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
 * <li>The outbox is claimed by receiver, in turn, and each has its own places ({@link dev.zoetrope.deliver.WebhookPlaces}): a
 * claim reads no more of a receiver's queue than it takes. One that does not answer has a single place, and all of those
 * together half of them, so that even a crowd that hangs leaves the others theirs.</li>
 * <li>One secret for each caller and no shared one: a receiver that knows its own can forge nobody else's.</li>
 * <li>Connections are kept for a few seconds, as a TLS handshake costs more than all the rest; each request is judged by the
 * guard all the same.</li>
 * </ul>
 */
package dev.zoetrope.deliver;
