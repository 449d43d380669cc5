package dev.zoetrope.vault.store;

/** The bucket cannot be used as it should. The message is fit for a log: codes and types, no names, no URL, no secret. */
final class BucketException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BucketException(String message) {
        super(message, null, false, false);
    }
}
