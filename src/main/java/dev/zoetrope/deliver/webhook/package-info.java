/**
 * Callbacks: claims deliveries that are due from the outbox, sends them with a signature, and records each attempt. Callers
 * can list their deliveries and have them delivered again.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>Standard Webhooks, so that receivers find a verifier for their language. The body is the answer to a query at the time
 * of the attempt: a receiver that was down for hours gets the current state, not the state of the event.</li>
 * <li>Every end of a task is an event. That includes an end that the caller got as the answer to its create, a cancel, and
 * an end that a restart writes, so a caller that relies on callbacks need not query. A retry that gets the task of its first
 * try is no event.</li>
 * <li>Delivery is at least once: an attempt that was sent but not recorded is sent again under the same id.</li>
 * <li>The outbox is claimed by receiver, in rotation, and each receiver has its own slots
 * ({@link dev.zoetrope.deliver.webhook.ReceiverLimits}). A claim reads no more of a receiver's queue than it takes. A
 * receiver that is down or busy has one slot, and all such receivers together have at most half of the slots, so the others
 * always have slots.</li>
 * <li>Connections are kept open for a few seconds, because a TLS handshake costs more than the rest of an attempt. The guard
 * checks each request all the same.</li>
 * </ul>
 */
package dev.zoetrope.deliver.webhook;
