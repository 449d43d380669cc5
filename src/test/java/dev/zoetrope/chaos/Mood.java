package dev.zoetrope.chaos;

import java.util.List;
import java.util.Random;

/** How the vendor answers one create: mostly well. */
enum Mood {
    WELL(true, Knowable.YES),
    /** Says later, or no: nothing was accepted, and the gateway can know it. */
    DEFERRED(false, Knowable.YES),
    NO_CHANNEL(false, Knowable.YES),
    REFUSED(false, Knowable.YES),
    /** The same of the account, with two vendors only: another one may take the create. */
    KEY_REFUSED(false, Knowable.YES),
    NO_MONEY(false, Knowable.YES),
    FORBIDDEN(false, Knowable.YES),
    NO_MODEL(false, Knowable.YES),
    /** Says later and not when, with two vendors only. */
    DEFERRED_FOREVER(false, Knowable.YES),
    /** From here on nobody but the vendor knows whether there is a render. */
    RESET_AFTER(true, Knowable.NO),
    RESET_BEFORE(false, Knowable.NO),
    GARBLED(true, Knowable.NO),
    BAD_GATEWAY(true, Knowable.NO),
    /** The same, but the answer takes its time, within the gateway's patience. */
    SLOW(true, Knowable.YES),
    DEFERRED_SLOWLY(false, Knowable.YES),
    /** Known if the gateway's patience is long enough. */
    LATE(true, Knowable.PERHAPS);

    private enum Knowable {
        YES,
        NO,
        PERHAPS
    }

    /** How an account is refused. */
    static final List<Mood> OF_ACCOUNT = List.of(KEY_REFUSED, NO_MONEY, FORBIDDEN, NO_MODEL);

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
        return this == DEFERRED || this == NO_CHANNEL || this == DEFERRED_SLOWLY || this == DEFERRED_FOREVER
                || refusesAccount();
    }

    /** Whether it refuses the gateway's account. */
    boolean refusesAccount() {
        return OF_ACCOUNT.contains(this);
    }

    /**
     * Many creates are deferred, so that many are sent again. Half of the deferrals, and of the answers to what is sent
     * again, are slow: what interrupts a resend, or judges it by another clock, then finds one under way.
     *
     * @param again whether the vendor has seen this create before
     */
    static Mood of(Random chance, boolean again) {
        if (chance.nextDouble() < ChaosPlan.FAULTS) {
            return BAD[chance.nextInt(BAD.length)];
        }
        if (chance.nextDouble() < (again ? ChaosPlan.DEFERRED_AGAIN : ChaosPlan.DEFERRED)) {
            return chance.nextBoolean() ? DEFERRED_SLOWLY : chance.nextBoolean() ? DEFERRED : NO_CHANNEL;
        }
        return again && chance.nextBoolean() ? SLOW : WELL;
    }
}
