package dev.zoetrope.api;

/**
 * The body of a create as it came in, within the limit; what it says is for {@code validate} to find out.
 *
 * @param value never null; the array is handed on, not copied
 */
record CreateBytes(byte[] value) {
}
