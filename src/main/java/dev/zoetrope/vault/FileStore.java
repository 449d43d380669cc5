package dev.zoetrope.vault;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.WriteStream;

/** Where finished files lie. */
interface FileStore {

    /** A new file, invisible to everybody until it is kept; an unfinished one of an earlier process is replaced. */
    Uni<Draft> create(FileName name, String contentType);

    /**
     * Writes bytes [from, from + length) into the answer, whose head is set, and ends it; at the pace of the reader.
     * Fails if there is no such file.
     */
    Uni<Void> send(FileName name, long from, long length, HttpServerResponse to);

    /** No error if there is none. */
    Uni<Void> remove(FileName name);

    /** Being written. */
    interface Draft {
        WriteStream<Buffer> sink();

        /** Makes it visible and durable, atomically. */
        Uni<Void> keep();

        /** Nothing stays behind. */
        Uni<Void> discard();
    }
}
