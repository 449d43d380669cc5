package dev.zoetrope.video;

/**
 * The gateway's copy of a result file: the same bytes that the vendor served.
 *
 * @param contentType media type with which the gateway serves the file, never null
 * @param size in bytes, 0 or more
 * @param sha256 SHA-256 of the bytes, 64 lower-case hexadecimal digits
 */
public record StoredFile(String contentType, long size, String sha256) {
}
