package dev.zoetrope.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Upload;
import dev.zoetrope.video.UploadId;
import io.smallrye.mutiny.Uni;

/**
 * The files that callers have uploaded: what the ledger knows of them. The bytes are in the store of files: they are stored
 * before the row is written, and removed after it is deleted. The guarantees and failures are those of {@link Ledger}.
 */
public interface Uploads {
    /** How much longer an expired file is kept if a live task needs it. */
    Duration NEEDED_STEP = Duration.ofMinutes(10);

    /**
     * The result of {@link #add}.
     *
     * @param upload the file; an earlier one if the caller already has these bytes
     * @param isNew whether it is not an earlier one
     */
    record Added(Upload upload, boolean isNew) {
    }

    /** The result of {@link #remove}. */
    enum Removal {
        REMOVED,
        /** A live task needs the file. Nothing was changed. */
        NEEDED,
        /** The caller has no such file. */
        UNKNOWN
    }

    /**
     * Adds a file. If the caller already has these bytes, the earlier file is kept at least as long as the new one would be.
     *
     * @param quota maximum size of all files of a caller, in bytes; several replicas may exceed it for a moment
     * @return empty if the quota would be exceeded; nothing was changed
     */
    Uni<Optional<Added>> add(Upload upload, long quota);

    /** The file with this id, of any caller: the calling code must check the owner. */
    Uni<Optional<Upload>> find(UploadId id);

    /** A file with these bytes for each of the hashes, of any caller; a hash without one is absent. */
    Uni<List<Upload>> find(Collection<String> sha256);

    /** The caller's files with these bytes; a hash without one is absent. */
    Uni<List<Upload>> find(Caller caller, Collection<String> sha256);

    /**
     * Keeps files of the caller at least until a time.
     *
     * @return those that the caller has, in any order
     */
    Uni<List<Upload>> keep(Caller caller, Collection<UploadId> ids, Instant until);

    /**
     * A page of the caller's files, newest first.
     *
     * @param after the page starts behind this file; empty: at the newest
     * @return empty if {@code after} is not a file of this caller
     */
    Uni<Optional<List<Upload>>> list(Caller caller, int limit, Optional<UploadId> after);

    /** Deletes a file of the caller, unless a task that has not ended needs it. */
    Uni<Removal> remove(Caller caller, UploadId id);

    /**
     * Deletes files that have expired, the longest expired first, and keeps those that a live task needs for
     * {@link #NEEDED_STEP}.
     *
     * @param limit the maximum number of files to look at
     * @return the deleted ones
     */
    Uni<List<Upload>> removeExpired(Instant now, int limit);
}
