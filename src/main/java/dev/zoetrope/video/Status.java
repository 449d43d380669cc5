package dev.zoetrope.video;

import java.util.Locale;
import java.util.Optional;

/** The status words a caller sees ({@code contract.md}, Query). */
public enum Status {
    PENDING(false),
    PROCESSING(false),
    COMPLETED(true),
    FAILED(true),
    CANCELLED(true);

    private final boolean ended;
    private final String word = name().toLowerCase(Locale.ROOT);

    Status(boolean ended) {
        this.ended = ended;
    }

    public boolean ended() {
        return ended;
    }

    /** The word used on the wire. */
    public String word() {
        return word;
    }

    /** The status a wire word stands for; empty for any other word. Case matters. */
    public static Optional<Status> of(String word) {
        for (Status status : values()) {
            if (status.word.equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
