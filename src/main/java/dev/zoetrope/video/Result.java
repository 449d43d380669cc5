package dev.zoetrope.video;

/**
 * A finished file.
 *
 * @param url where the vendor has it, never null; secret enough to stay out of logs, as whoever has it may fetch
 * @param contentType media type as the vendor gave it; null when it did not
 * @param kept our own copy; null while there is none
 * @param hidden whether the link must not be shown to anybody, as it holds our own key
 */
public record Result(String url, String contentType, KeptFile kept, boolean hidden) {

    /** A file whose link may be shown. */
    public Result(String url, String contentType, KeptFile kept) {
        this(url, contentType, kept, false);
    }

    /** A file that only the vendor has. */
    public Result(String url, String contentType) {
        this(url, contentType, null);
    }

    /** The same once there is a copy. */
    public Result keptAs(KeptFile copy) {
        return new Result(url, contentType, copy, hidden);
    }

    @Override
    public String toString() {
        return "Result[" + Redaction.of(url) + ", " + contentType + ", " + kept + "]";
    }
}
