package dev.zoetrope.admit;

import java.time.Duration;
import java.util.List;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.RetryRule;

/**
 * What the headers of a create say about retries.
 *
 * @param key the idempotency key; null if the create has none
 * @param retryCount the number in {@link #RETRY_COUNT_HEADER}, 0..9999; 0 for a first try or without the header
 */
public record ClientAttempt(String key, int retryCount) {
    /**
     * The header of the IETF draft of that name. Its value is any visible ASCII text, as in most APIs, and not a structured
     * field as in the draft.
     */
    public static final String KEY_HEADER = "Idempotency-Key";
    /** Number of the retry. SDKs made with the generator Stainless send it, among them the official ones of such APIs. */
    public static final String RETRY_COUNT_HEADER = "X-Stainless-Retry-Count";
    /**
     * A create with a retry count is compared with equal creates of this period. Official SDKs make three tries with a
     * time-out of ten minutes each; ten minutes are a margin.
     */
    public static final Duration COUNTED_LOOK_BACK = Duration.ofMinutes(40);
    /** A create without a retry count is compared with equal creates of this period. */
    public static final Duration UNCOUNTED_LOOK_BACK = Duration.ofMinutes(10);

    private static final int MAX_KEY_LENGTH = 255;

    /**
     * @param keys every value of {@link #KEY_HEADER}
     * @param count the value of {@link #RETRY_COUNT_HEADER}; null if absent; ignored unless it has 1 to 4 digits
     * @throws dev.zoetrope.video.FailureException 400 if there are several keys, or if the key does not have 1 to 255
     *         visible ASCII characters
     */
    public static ClientAttempt of(List<String> keys, String count) {
        if (keys.size() > 1 || keys.stream().anyMatch(key -> !isValidKey(key))) {
            throw Failure.malformed(400, "invalid_idempotency_key",
                    "Idempotency-Key must be given once, with 1 to 255 visible ASCII characters.").exception();
        }
        boolean number = count != null && count.matches("[0-9]{1,4}");
        return new ClientAttempt(keys.isEmpty() ? null : keys.get(0), number ? Integer.parseInt(count) : 0);
    }

    /**
     * The period of earlier creates to compare with. An idempotency key is known as long as its task, without this limit.
     */
    public Duration lookBack() {
        return retryCount > 0 ? COUNTED_LOOK_BACK : UNCOUNTED_LOOK_BACK;
    }

    /** The rule that finds the earlier create that this one repeats. */
    public RetryRule rule() {
        return key == null ? new EqualBodyRule(retryCount) : new SameKeyRule();
    }

    private static boolean isValidKey(String key) {
        return !key.isEmpty() && key.length() <= MAX_KEY_LENGTH && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
