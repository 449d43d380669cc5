package dev.zoetrope.api;

/**
 * A JSON body as it came in, within the limit: a create's, or a reconcile's. What it says is for {@code validate} to find out.
 *
 * @param value never null; the array is handed on, not copied
 */
record CreateBytes(byte[] value) {
}
