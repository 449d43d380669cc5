package dev.zoetrope.files;

import java.time.Duration;

import org.jboss.logging.Logger;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;

/** The failures of uploads that are not the caller's fault, and of ids that name no file. */
final class FileFailures {
    private static final Logger LOG = Logger.getLogger(FileFailures.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private FileFailures() {
    }

    /** 503: the store has no space, or does not answer. */
    static FailureException notStored(Throwable cause) {
        LOG.warnf("an upload was not stored: %s", cause.getMessage());
        return Failure.unavailable("storage_unavailable", "The file cannot be stored at the moment.", RETRY_AFTER).exception();
    }

    /** 503: the store has lost the file, or does not answer. */
    static FailureException notRead(Throwable cause) {
        LOG.warnf("an uploaded file was not read: %s", cause.getMessage());
        return Failure.unavailable("storage_unavailable", "The file cannot be read at the moment.", RETRY_AFTER).exception();
    }

    /** 404; also for the file of another caller. */
    static FailureException unknown() {
        return Failure.notFound("No file has this id.").exception();
    }
}
