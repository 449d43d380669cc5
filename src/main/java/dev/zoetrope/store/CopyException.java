package dev.zoetrope.store;

import dev.zoetrope.guard.GuardException;

/** Why a file was not copied. The message may be logged: it has no URL and no text of the vendor. */
public final class CopyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final CopyFailureKind kind;

    public CopyException(CopyFailureKind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** Maps a failure of any part of a copy. */
    public static CopyException of(Throwable failure) {
        if (failure instanceof CopyException known) {
            return known;
        }
        if (!(failure instanceof GuardException guarded)) {
            return new CopyException(CopyFailureKind.UNSTORED, failure instanceof BucketException ? failure.getMessage()
                    : failure.getClass().getSimpleName());
        }
        CopyFailureKind kind = switch (guarded.reason()) {
            case BAD_URL, TOO_LARGE -> CopyFailureKind.PERMANENT;
            case NOT_PUBLIC -> CopyFailureKind.REFUSED;
            case NOT_WRITTEN -> CopyFailureKind.UNSTORED;
            default -> CopyFailureKind.PASSING;
        };
        return new CopyException(kind, "it " + guarded.reason().description());
    }

    /** The failure for a status of the file server other than 200. */
    public static CopyException forStatus(int status) {
        boolean refused = status == 403 || status == 404 || status == 410;
        return new CopyException(refused ? CopyFailureKind.REFUSED : CopyFailureKind.PASSING,
                "the file server answered " + status);
    }

    public CopyFailureKind kind() {
        return kind;
    }
}
