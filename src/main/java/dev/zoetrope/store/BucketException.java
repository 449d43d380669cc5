package dev.zoetrope.store;

/** A call to the bucket failed. The message may be logged: it has codes and types, but no names, no URL and no secret. */
final class BucketException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BucketException(String message) {
        super(message, null, false, false);
    }
}
