package dev.zoetrope.files;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.ledger.Uploads;
import dev.zoetrope.store.FileStore;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Upload;
import dev.zoetrope.video.UploadId;
import io.smallrye.mutiny.Uni;

/** The files of a caller: looks them up and deletes them. */
@ApplicationScoped
public class FileShelf {
    private final Uploads uploads;
    private final FileStore store;

    FileShelf(Uploads uploads, FileStore store) {
        this.uploads = uploads;
        this.store = store;
    }

    /**
     * @param id as received, not validated
     * @return a file of the caller; fails with 404 if there is none
     */
    public Uni<Upload> file(Caller caller, String id) {
        return uploads.find(parse(id))
                .map(found -> found.filter(upload -> upload.caller().equals(caller)).orElseThrow(FileFailures::unknown))
                .onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    /** A page of the caller's files, newest first; empty if {@code after} is not a file of the caller. */
    public Uni<Optional<List<Upload>>> list(Caller caller, int limit, Optional<UploadId> after) {
        return uploads.list(caller, limit, after).onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    /**
     * Deletes a file.
     *
     * @param id as received, not validated
     * @return fails with 404 if the caller has no such file, with 409 {@code file_in_use} if a task that has not ended needs it
     */
    public Uni<UploadId> delete(Caller caller, String id) {
        UploadId parsed = parse(id);
        return uploads.remove(caller, parsed).call(removal -> switch (removal) {
            case REMOVED -> store.remove(new UploadName(parsed)).onFailure().recoverWithNull();
            case NEEDED -> throw Failure.conflict("file_in_use", "A task that has not ended needs this file.").exception();
            case UNKNOWN -> throw FileFailures.unknown();
        }).replaceWith(parsed).onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    private static UploadId parse(String id) {
        return UploadId.parse(id).orElseThrow(FileFailures::unknown);
    }
}
