package dev.zoetrope.vault.serve;

import java.util.Arrays;
import java.util.List;

import dev.zoetrope.vault.store.FileType;
import dev.zoetrope.vault.store.ResultFileId;
import dev.zoetrope.video.KeptFile;
import io.vertx.core.MultiMap;

/** Sets the headers of a response with a file, and evaluates the conditions of a request (RFC 9110, 13). */
public final class ContentHead {
    private static final List<String> OURS = List.of("ETag", "Accept-Ranges", "Content-Type", "Content-Disposition",
            "Cache-Control", "X-Content-Type-Options", "Content-Security-Policy", "Content-Range", "Content-Length");
    /** A browser shows a video in a page that it makes itself, with an inline style. The policy forbids everything else. */
    private static final String POLICY = "default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private ContentHead() {
    }

    /** The entity tag. It is strong, because it is the SHA-256 of the bytes. */
    static String tag(KeptFile file) {
        return '"' + file.sha256() + '"';
    }

    /**
     * Sets the headers that describe the file.
     *
     * @param secondsLeft until the signed URL expires: a cache must not use its copy for longer
     */
    static void describe(ResultFileId name, KeptFile file, long secondsLeft, MultiMap head) {
        head.set("ETag", tag(file)).set("Accept-Ranges", "bytes").set("Content-Type", type(file))
                .set("Content-Disposition", disposition(name, file))
                .set("Cache-Control", "private, max-age=" + Math.max(0, secondsLeft))
                .set("X-Content-Type-Options", "nosniff").set("Content-Security-Policy", POLICY);
    }

    /** The media type of the response: the type of the file if a browser may show it, else {@link FileType#UNKNOWN}. */
    public static String type(KeptFile file) {
        return FileType.isShown(file.contentType()) ? file.contentType() : FileType.UNKNOWN;
    }

    /** The {@code Content-Disposition}: the file name, and {@code inline} if a browser may show the file. */
    public static String disposition(ResultFileId name, KeptFile file) {
        return (FileType.isShown(file.contentType()) ? "inline" : "attachment") + "; filename=\"" + name.task()
                + (name.index() > 0 ? "-" + name.index() : "") + "."
                + FileType.ending(file.contentType()) + '"';
    }

    /** Removes all of these headers, before another response is sent instead. */
    static void clear(MultiMap head) {
        OURS.forEach(head::remove);
    }

    /** Whether the client already has the file, by {@code If-None-Match}. */
    static boolean has(MultiMap request, KeptFile file) {
        String given = request.get("If-None-Match");
        return given != null && (given.trim().equals("*") || Arrays.stream(given.split(",")).map(String::trim)
                .anyMatch(tag -> (tag.startsWith("W/") ? tag.substring(2) : tag).equals(tag(file))));
    }

    /**
     * The {@code Range} header to obey. Null if there is none, or if {@code If-Range} is not the entity tag of the file. A
     * date there never matches, because the gateway sends no {@code Last-Modified}.
     */
    static String range(MultiMap request, KeptFile file) {
        String condition = request.get("If-Range");
        return condition == null || condition.trim().equals(tag(file)) ? request.get("Range") : null;
    }
}
