package dev.zoetrope.vault.store;

import java.util.Set;
import java.util.concurrent.CompletionException;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Maps failures of the S3 client to those of the vault. */
final class BucketFailures {
    private static final String NO_KEY = "NoSuchKey";
    private static final String NO_UPLOAD = "NoSuchUpload";
    private static final String NO_RANGE = "InvalidRange";
    private static final int RANGE_NOT_SATISFIABLE = 416;
    /**
     * Statuses of a store that does not list unfinished uploads: not allowed, unknown path, unknown method, not implemented.
     */
    private static final Set<Integer> LISTING_UNAVAILABLE = Set.of(403, 404, 405, 501);
    private static final int MAX_CAUSE_DEPTH = 8;

    private BucketFailures() {
    }

    /** Whether the object is missing or shorter than the requested range. False if the bucket itself is missing. */
    static boolean isMissing(Throwable failure) {
        return failure instanceof NoSuchKeyException || failure instanceof AwsServiceException answer
                && (code(answer).equals(NO_KEY) || code(answer).equals(NO_RANGE)
                        || answer.statusCode() == RANGE_NOT_SATISFIABLE);
    }

    static boolean isUnknownUpload(Throwable failure) {
        return failure instanceof AwsServiceException answer && code(answer).equals(NO_UPLOAD);
    }

    static boolean isListingUnavailable(Throwable failure) {
        return failure instanceof AwsServiceException answer && LISTING_UNAVAILABLE.contains(answer.statusCode());
    }

    /** Maps a failure. Drops the client's own message, because it names the bucket, the key and the host. */
    static RuntimeException map(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof MissingFileException || cause instanceof BucketException) {
            return (RuntimeException) cause;
        }
        if (isMissing(cause)) {
            return new MissingFileException();
        }
        if (cause instanceof AwsServiceException answer) {
            return new BucketException("the S3 store answered " + answer.statusCode() + " " + code(answer));
        }
        return new BucketException("the S3 store cannot be reached (" + root(cause).getClass().getSimpleName() + ")");
    }

    static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static String code(AwsServiceException answer) {
        String code = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
        // the store chooses this text, so only a plain code is used
        return code != null && code.matches("[A-Za-z0-9]{1,64}") ? code : "without a code";
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; depth < MAX_CAUSE_DEPTH && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
