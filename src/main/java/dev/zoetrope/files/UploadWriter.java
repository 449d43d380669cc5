package dev.zoetrope.files;

import java.util.function.Consumer;

import dev.zoetrope.model.Media;
import dev.zoetrope.store.FileStore;
import dev.zoetrope.store.HashingSink;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Upload;
import dev.zoetrope.video.UploadId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * Writes one file to the store as its bytes arrive: judges its kind by the first bytes, limits its size, and hashes it. Used on
 * one event loop; it ends with {@link #finish} or {@link #discard}.
 */
final class UploadWriter {
    private final FileStore store;
    private final UploadLimits limits;
    private final UploadId id;
    private final FactsReader facts = new FactsReader();
    private Buffer held = Buffer.buffer();
    private Media.Kind kind;
    private boolean opening;
    private boolean ended;
    private long size;
    private FileStore.Draft draft;
    private HashingSink sink;
    private Future<Void> written = Future.succeededFuture();
    private Throwable failure;
    private Runnable ready = () -> {
    };

    UploadWriter(FileStore store, UploadLimits limits, UploadId id) {
        this.store = store;
        this.limits = limits;
        this.id = id;
    }

    /**
     * The bytes of a finished file, which nothing names yet.
     *
     * @param id the id under which they are stored
     * @param size in bytes
     */
    record Stored(UploadId id, String sha256, long size, Upload.Facts facts) {
    }

    /**
     * Takes the next bytes.
     *
     * @throws FailureException 413 if the file is larger than its kind may be, 415 if it is none of the kinds, 503 if it
     *         cannot be stored
     */
    void write(Buffer bytes) {
        requireStorage();
        size += bytes.length();
        facts.add(bytes);
        if (kind == null && facts.knowsType()) {
            kind = kind();
        }
        if (kind != null && size > limits.bytes(kind)) {
            throw Failure.malformed(413, "file_too_large", "A file of this kind (" + kind.word() + ") can have at most "
                    + limits.bytes(kind) + " bytes.").exception();
        }
        if (sink == null) {
            held.appendBuffer(bytes);
            open();
        } else {
            pass(bytes);
        }
    }

    private Media.Kind kind() {
        Media.Kind found = FileKind.of(facts.type());
        if (found == null) {
            throw unsupported("The file is none of PNG, JPEG, WebP, GIF, BMP, MP4, QuickTime, WebM, MP3, WAV, M4A and Ogg.");
        }
        return found;
    }

    private static FailureException unsupported(String message) {
        return Failure.malformed(415, "unsupported_file", message).exception();
    }

    private void open() {
        if (kind == null || opening) {
            return;
        }
        opening = true;
        store.create(new UploadName(id), facts.type()).subscribe().with(this::opened, this::fail);
    }

    private void opened(FileStore.Draft made) {
        draft = made;
        if (ended) {
            discard();
            return;
        }
        sink = new HashingSink(made);
        sink.exceptionHandler(this::fail);
        pass(held);
        held = Buffer.buffer();
        ready.run();
    }

    private void pass(Buffer bytes) {
        if (bytes.length() > 0) {
            Future<Void> write = sink.write(bytes);
            write.onFailure(this::fail);
            written = written.compose(before -> write);
        }
        if (sink.writeQueueFull()) {
            sink.drainHandler(drained -> ready.run());
        }
    }

    private void fail(Throwable cause) {
        failure = failure == null ? cause : failure;
        ready.run();
    }

    private void requireStorage() {
        if (failure != null) {
            throw FileFailures.notStored(failure);
        }
    }

    /** Whether no more bytes should come until {@link #onReady}. */
    boolean isFull() {
        return failure == null && (sink == null ? opening : sink.writeQueueFull());
    }

    void onReady(Runnable resume) {
        ready = resume;
    }

    /**
     * Makes the file durable.
     *
     * @return fails with {@link FailureException}: 400 if there is no byte, 415 if the bytes are no usable file, 503 if they
     *         cannot be stored; then nothing is left
     */
    Uni<Stored> finish() {
        return Uni.createFrom().<Stored> emitter(emitter -> {
            Consumer<Throwable> fails = cause -> {
                discard();
                emitter.fail(cause instanceof FailureException ? cause : FileFailures.notStored(cause));
            };
            try {
                Upload.Facts known = checkedFacts();
                onReady(() -> {
                    if (failure != null) {
                        fails.accept(failure);
                    } else if (sink != null && !ended) {
                        ended = true;
                        written.onFailure(fails::accept).onSuccess(all -> draft.commit().subscribe()
                                .with(done -> {
                                    draft = null;
                                    emitter.complete(new Stored(id, sink.sha256(), size, known));
                                }, fails));
                    }
                });
                open();
                ready.run();
            } catch (FailureException refusal) {
                fails.accept(refusal);
            }
        });
    }

    private Upload.Facts checkedFacts() {
        requireStorage();
        if (size == 0) {
            throw Failure.malformed(400, "no_file", "The request has no file: send it as the body, or as the part 'file' of a"
                    + " form.").exception();
        }
        kind = kind();
        String fault = facts.fault();
        if (fault != null) {
            throw unsupported(fault);
        }
        return facts.facts();
    }

    /** Removes what was written. Does nothing after the file is durable. */
    void discard() {
        ended = true;
        held = Buffer.buffer();
        if (draft != null) {
            FileStore.Draft unfinished = draft;
            draft = null;
            unfinished.discard().subscribe().with(done -> {
            }, ignored -> {
                // the next start removes it
            });
        }
    }
}
