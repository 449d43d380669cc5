package dev.zoetrope.vault;

import dev.zoetrope.guard.GuardException;

/** Why a file was not copied. The message is fit for a log: no URL, no vendor's words. */
final class CopyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Setback setback;

    CopyException(Setback setback, String message) {
        super(message, null, false, false);
        this.setback = setback;
    }

    /** What a failure of any part of a copy comes to. */
    static CopyException of(Throwable failure) {
        if (failure instanceof CopyException known) {
            return known;
        }
        if (!(failure instanceof GuardException guarded)) {
            return new CopyException(Setback.UNSTORED, failure instanceof BucketException ? failure.getMessage()
                    : failure.getClass().getSimpleName());
        }
        Setback setback = switch (guarded.reason()) {
            case BAD_URL, TOO_LARGE -> Setback.HOPELESS;
            case NOT_PUBLIC -> Setback.REFUSED;
            case NOT_WRITTEN -> Setback.UNSTORED;
            default -> Setback.PASSING;
        };
        return new CopyException(setback, "it " + guarded.reason().words());
    }

    /** The file server answered, but not with the file. */
    static CopyException answered(int status) {
        boolean refused = status == 403 || status == 404 || status == 410;
        return new CopyException(refused ? Setback.REFUSED : Setback.PASSING, "it was answered with " + status);
    }

    Setback setback() {
        return setback;
    }
}
