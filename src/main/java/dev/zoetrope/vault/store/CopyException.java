package dev.zoetrope.vault.store;

import dev.zoetrope.guard.GuardException;

/** Why a file was not copied. The message is fit for a log: no URL, no vendor's words. */
public final class CopyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final CopyFailureKind setback;

    public CopyException(CopyFailureKind setback, String message) {
        super(message, null, false, false);
        this.setback = setback;
    }

    /** What a failure of any part of a copy comes to. */
    public static CopyException of(Throwable failure) {
        if (failure instanceof CopyException known) {
            return known;
        }
        if (!(failure instanceof GuardException guarded)) {
            return new CopyException(CopyFailureKind.UNSTORED, failure instanceof BucketException ? failure.getMessage()
                    : failure.getClass().getSimpleName());
        }
        CopyFailureKind setback = switch (guarded.reason()) {
            case BAD_URL, TOO_LARGE -> CopyFailureKind.HOPELESS;
            case NOT_PUBLIC -> CopyFailureKind.REFUSED;
            case NOT_WRITTEN -> CopyFailureKind.UNSTORED;
            default -> CopyFailureKind.PASSING;
        };
        return new CopyException(setback, "it " + guarded.reason().words());
    }

    /** The file server answered, but not with the file. */
    public static CopyException answered(int status) {
        boolean refused = status == 403 || status == 404 || status == 410;
        return new CopyException(refused ? CopyFailureKind.REFUSED : CopyFailureKind.PASSING, "it was answered with " + status);
    }

    public CopyFailureKind setback() {
        return setback;
    }
}
