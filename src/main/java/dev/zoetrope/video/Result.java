package dev.zoetrope.video;

/**
 * A result file of a task.
 *
 * @param url the vendor's URL of the file, never null; it stays out of logs, because everybody who has it can download the
 *        file
 * @param contentType media type as the vendor gave it; null if the vendor gave none
 * @param copy the gateway's own copy; null if there is none
 * @param hidden whether the URL must not be shown to anybody, because it contains the gateway's own vendor key or works with
 *        that key only
 */
public record Result(String url, String contentType, StoredFile copy, boolean hidden) {

    /** A file whose URL may be shown. */
    public Result(String url, String contentType, StoredFile copy) {
        this(url, contentType, copy, false);
    }

    /** A file of which the gateway has no copy, and whose URL may be shown. */
    public Result(String url, String contentType) {
        this(url, contentType, null);
    }

    /** The same file with the gateway's copy. */
    public Result withCopy(StoredFile copy) {
        return new Result(url, contentType, copy, hidden);
    }

    @Override
    public String toString() {
        return "Result[" + Redaction.of(url) + ", " + contentType + ", " + copy + "]";
    }
}
