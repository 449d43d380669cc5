package dev.zoetrope.video;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The id of a file that a caller has uploaded: {@code file-<24 of a-z0-9>}. A create says it where a URL is expected.
 *
 * @param value the whole id, well-formed
 */
public record UploadId(String value) {
    public static final String PREFIX = "file-";
    private static final int RANDOM_CHARS = 24;
    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-z]{" + RANDOM_CHARS + "}");
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

    public UploadId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a file id");
        }
    }

    /** Makes a new id; two are equal with a probability of 1 in 2^124. */
    public static UploadId next(RandomGenerator random) {
        StringBuilder id = new StringBuilder(PREFIX);
        for (int i = 0; i < RANDOM_CHARS; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new UploadId(id.toString());
    }

    /** Parses an id; empty for null and for a text that is not a well-formed id. */
    public static Optional<UploadId> parse(String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new UploadId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
