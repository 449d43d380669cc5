/**
 * Event streams: sends the changes of tasks to callers as server-sent events.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>A change is serialized once, and the same bytes go to all streams of its caller.</li>
 * <li>A stream buffers next to nothing for a slow reader. If the buffer overflows, the stream reads the missed changes from
 * the ledger when the reader takes data again. A reader that reconnects with a cursor uses the same code. So there is one
 * way to catch up, and every reconnect exercises it.</li>
 * </ul>
 */
package dev.zoetrope.deliver.sse;
