package dev.zoetrope.video;

/**
 * A finished file.
 *
 * @param url where it can be fetched, never null; secret enough to stay out of logs, as whoever has it may fetch
 * @param contentType media type as the vendor gave it; null when it did not
 */
public record Result(String url, String contentType) {
    @Override
    public String toString() {
        return "Result[" + Redaction.of(url) + ", " + contentType + "]";
    }
}
