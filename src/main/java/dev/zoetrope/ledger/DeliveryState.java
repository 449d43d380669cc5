package dev.zoetrope.ledger;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a delivery stands.
 *
 * <pre>
 * WAITING ── the receiver took it ─────────▶ DELIVERED ─┐
 *  ▲  │ ├─── it wants no more of it (410) ─▶ GONE ──────┤
 *  │  └ ┴─── no try is left ───────────────▶ GIVEN_UP ──┤
 *  └──────────────────── redeliver ─────────────────────┘
 * </pre>
 */
public enum DeliveryState {
    /** It is tried until one of the others is reached. */
    WAITING,
    /** The receiver answered with 2xx. */
    DELIVERED,
    /** All tries failed; kept, so that it can be delivered again. */
    GIVEN_UP,
    /** The receiver answered with 410. */
    GONE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word used on the wire and in the record. */
    public String word() {
        return word;
    }

    /** The state a word stands for; empty for any other word. Case matters. */
    public static Optional<DeliveryState> of(String word) {
        for (DeliveryState state : values()) {
            if (state.word.equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
