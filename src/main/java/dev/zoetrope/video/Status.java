package dev.zoetrope.video;

import java.util.Locale;
import java.util.Optional;

/** The status of a task that a caller sees ({@code docs/contract.md}, Query). */
public enum Status {
    PENDING(false),
    PROCESSING(false),
    COMPLETED(true),
    FAILED(true),
    CANCELLED(true);

    private final boolean ended;
    private final String value = name().toLowerCase(Locale.ROOT);

    Status(boolean ended) {
        this.ended = ended;
    }

    public boolean ended() {
        return ended;
    }

    /** The value of the member {@code status}: the name in lower case. */
    public String value() {
        return value;
    }

    /** The status with this value of the member, compared case-sensitively; empty if there is none. */
    public static Optional<Status> of(String value) {
        for (Status status : values()) {
            if (status.value.equals(value)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
