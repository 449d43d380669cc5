package dev.zoetrope.vault.store;

import java.util.Set;
import java.util.concurrent.CompletionException;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** What a failure of the client means to the vault. */
final class BucketFailures {
    private static final String NO_KEY = "NoSuchKey";
    private static final String NO_UPLOAD = "NoSuchUpload";
    private static final String NO_RANGE = "InvalidRange";
    private static final int BAD_RANGE = 416;
    /** Denied, unknown path or method, not built: a store that keeps no list of unfinished uploads, or shows us none. */
    private static final Set<Integer> WITHHELD = Set.of(403, 404, 405, 501);
    private static final int DEEPEST = 8;

    private BucketFailures() {
    }

    /** The object is not there, or ends before what was wanted. A bucket that is not there is another matter. */
    static boolean isMissing(Throwable failure) {
        return failure instanceof NoSuchKeyException || failure instanceof AwsServiceException answer
                && (code(answer).equals(NO_KEY) || code(answer).equals(NO_RANGE) || answer.statusCode() == BAD_RANGE);
    }

    static boolean isGoneUpload(Throwable failure) {
        return failure instanceof AwsServiceException answer && code(answer).equals(NO_UPLOAD);
    }

    static boolean isWithheld(Throwable failure) {
        return failure instanceof AwsServiceException answer && WITHHELD.contains(answer.statusCode());
    }

    /** Without the client's own words, which name bucket, key and host. */
    static RuntimeException told(Throwable failure) {
        Throwable cause = bare(failure);
        if (cause instanceof MissingFileException || cause instanceof BucketException) {
            return (RuntimeException) cause;
        }
        if (isMissing(cause)) {
            return new MissingFileException();
        }
        if (cause instanceof AwsServiceException answer) {
            return new BucketException("the bucket's store answered " + answer.statusCode() + " " + code(answer));
        }
        return new BucketException("the bucket's store cannot be reached (" + root(cause).getClass().getSimpleName() + ")");
    }

    static Throwable bare(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static String code(AwsServiceException answer) {
        String code = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
        // a store's own word, so only what looks like one
        return code != null && code.matches("[A-Za-z0-9]{1,64}") ? code : "without a code";
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; depth < DEEPEST && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
