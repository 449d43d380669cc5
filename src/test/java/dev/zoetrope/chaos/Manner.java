package dev.zoetrope.chaos;

/** How a caller behaves when its create brings no answer. */
enum Manner {
    /** Sends it again under one {@code Idempotency-Key}, wherever, until it is told. */
    KEYED,
    /** Sends it again as the official SDKs do, with {@code x-stainless-retry-count} and nothing else. */
    COUNTED,
    /** As {@link #COUNTED}, but its first tries are given up after some milliseconds. */
    IMPATIENT,
    /** Asks once; what does not come back does not come back. */
    ONCE,
    /** Sends the bytes and hangs up. */
    FORGETFUL;

    boolean repeats() {
        return this == KEYED || this == COUNTED || this == IMPATIENT;
    }

    static Manner of(ChaosPlan plan, int wish) {
        int tenth = plan.chance("manner", wish).nextInt(10);
        if (tenth < 3) {
            return KEYED;
        }
        if (tenth < 7) {
            return COUNTED;
        }
        if (tenth < 8) {
            return IMPATIENT;
        }
        return tenth < 9 ? ONCE : FORGETFUL;
    }
}
