package dev.zoetrope.vault.store;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.WriteStream;

/**
 * Where the files of tasks are kept. Nothing blocks, and no file is ever in memory as a whole. Every failure comes through
 * the {@code Uni}.
 */
public interface FileStore {

    /**
     * A new file, invisible to everybody until it is kept; an unfinished one of an earlier process is replaced.
     *
     * @param contentType media type, for a store that wants to know it
     */
    Uni<Draft> create(ResultFileId name, String contentType);

    /**
     * Writes the bytes from {@code from} (inclusive) to {@code from + length} (exclusive) into the answer, whose head is
     * set, and ends it; at the pace of its reader.
     *
     * @return fails with {@link MissingFileException} if there is no such file, or less of it; while the head of the answer
     *         has not been written, another answer can be given
     */
    Uni<Void> send(ResultFileId name, long from, long length, HttpServerResponse to);

    /**
     * A URL by which a reader can fetch the file without us; empty where its bytes go out by {@link #send}.
     *
     * @param contentType media type the answer shall name
     * @param disposition its {@code Content-Disposition}
     * @param life how long the URL works; at least a second
     */
    default Uni<Optional<String>> elsewhere(ResultFileId name, String contentType, String disposition, Duration life) {
        return Uni.createFrom().item(Optional.empty());
    }

    /** Largest file for which there is room now, in bytes. */
    default long room() {
        return Long.MAX_VALUE;
    }

    /** Removes a file; no error if there is none. */
    Uni<Void> remove(ResultFileId name);

    /** A file that is being written. Ends with exactly one of {@link #keep} and {@link #discard}. */
    interface Draft {
        /** Takes the bytes; not to be ended by its user. */
        WriteStream<Buffer> sink();

        /** Reserves room for this many bytes before they are written. Returns false if there is none. */
        default boolean takes(int bytes) {
            return true;
        }

        /** Makes it visible and durable, atomically; replaces a file of the same name. If it fails, nothing stays behind. */
        Uni<Void> keep();

        /** Nothing stays behind. */
        Uni<Void> discard();
    }
}
