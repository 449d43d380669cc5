package dev.zoetrope.store;

import java.util.Set;

import dev.zoetrope.store.aws.NoCredentialsException;

/** Maps failures of the S3 client to those of the vault. */
final class BucketFailures {
    private static final String NO_KEY = "NoSuchKey";
    private static final String NO_UPLOAD = "NoSuchUpload";
    private static final String NO_RANGE = "InvalidRange";
    private static final int NOT_FOUND = 404;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    /**
     * Statuses of a store that does not list unfinished uploads: not allowed, unknown path, unknown method, not implemented.
     */
    private static final Set<Integer> LISTING_UNAVAILABLE = Set.of(403, NOT_FOUND, 405, 501);
    private static final int MAX_CAUSE_DEPTH = 8;

    private BucketFailures() {
    }

    /** Whether the object is missing or shorter than the requested range. False if the bucket itself is missing. */
    private static boolean isMissing(S3Refusal answer) {
        return answer.code().equals(NO_KEY) || answer.code().equals(NO_RANGE) || answer.status() == RANGE_NOT_SATISFIABLE;
    }

    static boolean isUnknownUpload(Throwable failure) {
        return failure instanceof S3Refusal answer && answer.code().equals(NO_UPLOAD);
    }

    static boolean isListingUnavailable(Throwable failure) {
        return failure instanceof S3Refusal answer && LISTING_UNAVAILABLE.contains(answer.status());
    }

    /** Maps a failure of HEAD for an object. Its answer has no body, so only the status says that the object is missing. */
    static RuntimeException mapOfHead(Throwable failure) {
        return failure instanceof S3Refusal answer && answer.status() == NOT_FOUND ? new MissingFileException() : map(failure);
    }

    /** Maps a failure. Drops the client's own message, because it may name the bucket, the key and the host. */
    static RuntimeException map(Throwable failure) {
        if (failure instanceof MissingFileException || failure instanceof BucketException) {
            return (RuntimeException) failure;
        }
        if (failure instanceof S3Refusal answer) {
            return isMissing(answer) ? new MissingFileException()
                    : new BucketException("the S3 store answered " + answer.status() + " " + answer.code());
        }
        if (failure instanceof NoCredentialsException none) {
            return new BucketException(none.getMessage());
        }
        return new BucketException("the S3 store cannot be reached (" + root(failure).getClass().getSimpleName() + ")");
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; depth < MAX_CAUSE_DEPTH && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
