package dev.zoetrope.admit;

import java.time.Duration;
import java.util.List;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.RetryRule;

/**
 * What a create says of itself: is it a try of its own, or one of several?
 *
 * @param key the caller's idempotency key; null when it gave none
 * @param retryCount which repetition it says it is; 0 when it is the first, or does not say
 */
public record ClientAttempt(String key, int retryCount) {
    /** Of the IETF draft of that name, in the form most APIs take it: any visible ASCII, not a structured field. */
    public static final String KEY_HEADER = "Idempotency-Key";
    /** Sent by SDKs made with one widespread generator, the official ones of this kind of API among them. */
    public static final String COUNT_HEADER = "X-Stainless-Retry-Count";
    /**
     * How far back a retry that counts itself is compared: official SDKs give up a try after ten minutes and make three,
     * with a margin.
     */
    public static final Duration LOOK_BACK = Duration.ofMinutes(40);
    /** How far back a create that says nothing of itself is compared. */
    public static final Duration SILENT_LOOK_BACK = Duration.ofMinutes(10);

    private static final int LONGEST_KEY = 255;

    /**
     * @param keys every value of {@link #KEY_HEADER}
     * @param count the value of {@link #COUNT_HEADER}, null when absent; what is no small number is passed over
     * @throws dev.zoetrope.video.FailureException 400 if the key is not one of 1 to 255 visible ASCII characters
     */
    public static ClientAttempt of(List<String> keys, String count) {
        if (keys.size() > 1 || keys.stream().anyMatch(key -> !wellFormed(key))) {
            throw Failure.malformed(400, "invalid_idempotency_key",
                    "Idempotency-Key must be given once, with 1 to 255 visible ASCII characters.").exception();
        }
        boolean number = count != null && count.matches("[0-9]{1,4}");
        return new ClientAttempt(keys.isEmpty() ? null : keys.get(0), number ? Integer.parseInt(count) : 0);
    }

    /** How far back it is compared; a key is known as long as its task. */
    public Duration lookBack() {
        return retryCount > 0 ? LOOK_BACK : SILENT_LOOK_BACK;
    }

    /** Which earlier create it repeats. */
    public RetryRule rule() {
        return key == null ? new EqualBodyRule(retryCount) : new SameKeyRule();
    }

    private static boolean wellFormed(String key) {
        return !key.isEmpty() && key.length() <= LONGEST_KEY && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
