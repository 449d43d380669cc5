/**
 * Resends creates that wait, writes the outcomes of creates, and ends creates whose sender is gone.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>The write of {@code sending} is the send permission. If it is unknown whether that write happened, the process does
 * not send; it takes the permission back by its number.</li>
 * <li>While the storage is not available, an outcome is held in memory and its write is repeated. Meanwhile nothing else is
 * assumed about the task.</li>
 * <li>A send without an outcome at the end of its lease is unknown and is never resent. An acceptance that arrives later
 * wins.</li>
 * </ul>
 */
package dev.zoetrope.track.send;
