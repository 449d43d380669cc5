package dev.zoetrope.chaos;

import java.util.Random;

/** How the vendor answers one create: mostly well. */
enum Mood {
    WELL(true, Knowable.YES),
    /** Says later, or no: nothing was accepted, and the gateway can know it. */
    DEFERRED(false, Knowable.YES),
    NO_CHANNEL(false, Knowable.YES),
    REFUSED(false, Knowable.YES),
    /** From here on nobody but the vendor knows whether there is a render. */
    RESET_AFTER(true, Knowable.NO),
    RESET_BEFORE(false, Knowable.NO),
    GARBLED(true, Knowable.NO),
    BAD_GATEWAY(true, Knowable.NO),
    /** Known if the gateway's patience is long enough. */
    LATE(true, Knowable.PERHAPS);

    private enum Knowable {
        YES,
        NO,
        PERHAPS
    }

    private static final Mood[] BAD = { DEFERRED, DEFERRED, NO_CHANNEL, REFUSED, RESET_AFTER, RESET_BEFORE, GARBLED,
            BAD_GATEWAY, LATE, LATE };

    private final boolean accepts;
    private final Knowable knowable;

    Mood(boolean accepts, Knowable knowable) {
        this.accepts = accepts;
        this.knowable = knowable;
    }

    /** Whether there is a render, and a bill. */
    boolean accepts() {
        return accepts;
    }

    /** Whether the answer proves that there is no render; only then may the same wish be sent again. */
    boolean provesNothing() {
        return !accepts && knowable == Knowable.YES;
    }

    /** Whether a gateway that lives must know the outcome. */
    boolean mustBeKnown() {
        return knowable == Knowable.YES;
    }

    /** Whether the gateway itself, unasked, may send it again. */
    boolean defers() {
        return this == DEFERRED || this == NO_CHANNEL;
    }

    static Mood of(Random chance) {
        return chance.nextDouble() < ChaosPlan.FAULTS ? BAD[chance.nextInt(BAD.length)] : WELL;
    }
}
