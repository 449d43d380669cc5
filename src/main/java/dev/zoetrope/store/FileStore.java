package dev.zoetrope.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.WriteStream;

/**
 * Stores files. No method blocks, and no file is in memory as a whole. Every failure is a failure of the
 * {@code Uni}.
 */
public interface FileStore {

    /**
     * Starts a new file. It is not visible before {@link Draft#commit}. A multipart upload to a bucket aborts the unfinished
     * uploads of the same file, which a crash has left.
     *
     * @param contentType media type of the file, for a store that records it
     */
    Uni<Draft> create(FileName fileId, String contentType);

    /**
     * Writes the bytes from {@code from} (inclusive) to {@code from + length} (exclusive) to the response, and ends it. Does
     * not write faster than the client reads.
     *
     * @param to the response; its status and headers are set already
     * @return a Uni that fails with {@link MissingFileException} if the file does not exist or is shorter; if the head of
     *         the response is not written yet, another response can be sent
     */
    Uni<Void> send(FileName fileId, long from, long length, HttpServerResponse to);

    /**
     * Reads a whole file into memory.
     *
     * @param size bytes of the file
     * @return a Uni that fails with {@link MissingFileException} if the file does not exist or has another size
     */
    Uni<Buffer> read(FileName fileId, long size);

    /**
     * Checks that a file can be sent, for a response without a body.
     *
     * @param size bytes of the file
     * @return a Uni that fails as {@link #send} of the whole file fails before the head of the response is written
     */
    Uni<Void> check(FileName fileId, long size);

    /**
     * A URL from which a client can fetch the file directly from the store; empty if the gateway must {@link #send} it.
     *
     * @param contentType media type of the store's response
     * @param disposition {@code Content-Disposition} of the store's response
     * @param life how long the URL should work, at least one second; the store may shorten it
     */
    default Uni<Optional<String>> redirectUrl(FileName fileId, String contentType, String disposition, Duration life) {
        return Uni.createFrom().item(Optional.empty());
    }

    /** The file on this machine's disk, for a program that reads files; empty if this store has none. Need not exist. */
    default Optional<Path> localPath(FileName fileId) {
        return Optional.empty();
    }

    /** Size of the largest file that there is space for now, in bytes. */
    default long freeBytes() {
        return Long.MAX_VALUE;
    }

    /** Removes a file; no error if there is none. */
    Uni<Void> remove(FileName fileId);

    /** A file that is being written. Ends with exactly one of {@link #commit} and {@link #discard}. */
    interface Draft {
        /** Accepts the bytes. The user must not end it. */
        WriteStream<Buffer> sink();

        /** Reserves space for this many bytes before they are written. Returns false if there is no space. */
        default boolean reserve(int bytes) {
            return true;
        }

        /**
         * Makes the file visible and durable, atomically. Replaces a file of the same name. If this fails, the draft is
         * removed.
         */
        Uni<Void> commit();

        /** Removes the draft. */
        Uni<Void> discard();
    }
}
