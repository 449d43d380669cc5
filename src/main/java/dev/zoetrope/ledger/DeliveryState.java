package dev.zoetrope.ledger;

import java.util.Locale;
import java.util.Optional;

/**
 * The state of a delivery.
 *
 * <pre>
 * WAITING ── the receiver answers 2xx ─────▶ DELIVERED ─┐
 *  ▲  │ ├─── the receiver answers 410 ─────▶ GONE ──────┤
 *  │  └ ┴─── no attempt is left ───────────▶ GIVEN_UP ──┤
 *  └──────────────────── redeliver ─────────────────────┘
 * </pre>
 */
public enum DeliveryState {
    /** The delivery is attempted until it is in one of the other states. */
    WAITING,
    /** The receiver answered with 2xx. */
    DELIVERED,
    /** All attempts failed. The row stays, so that the delivery can be repeated. */
    GIVEN_UP,
    /** The receiver answered with 410: it wants no further attempt. */
    GONE;

    private final String value = name().toLowerCase(Locale.ROOT);

    /** The value in the API and in the database. */
    public String value() {
        return value;
    }

    /** The state with this value, case-sensitive; empty if there is none. */
    public static Optional<DeliveryState> of(String value) {
        for (DeliveryState state : values()) {
            if (state.value.equals(value)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
