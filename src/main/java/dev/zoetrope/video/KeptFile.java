package dev.zoetrope.video;

/**
 * A finished file that the gateway has a copy of, byte for byte as the vendor served it.
 *
 * @param contentType media type it is served with, never null
 * @param size bytes, 0 or more
 * @param sha256 of its bytes, 64 lower-case hexadecimal digits
 */
public record KeptFile(String contentType, long size, String sha256) {
}
