package dev.zoetrope.upstream;

import java.util.function.Supplier;

/** Gives tests of the protocols what only this package can see. */
public final class Outcomes {
    private Outcomes() {
    }

    /** The outcome of a classification, whether it returns or throws. */
    public static SendOutcome of(Supplier<SendOutcome.Accepted> classification) {
        try {
            return classification.get();
        } catch (CreateException notAccepted) {
            return notAccepted.outcome();
        }
    }

    /** @param value null: a vendor that needs no key */
    public static VendorKey key(String value) {
        return value == null ? VendorKey.NONE : VendorKey.of(value);
    }
}
