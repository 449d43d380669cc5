package dev.zoetrope.vault.serve;

import java.util.List;

import dev.zoetrope.store.FileType;
import dev.zoetrope.store.ResultFileId;
import dev.zoetrope.video.EntityTags;
import dev.zoetrope.video.StoredFile;
import io.vertx.core.MultiMap;

/** Sets the headers of a response with a file, and evaluates the conditions of a request (RFC 9110, 13). */
public final class ContentHead {
    private static final List<String> HEADERS = List.of("ETag", "Accept-Ranges", "Content-Type", "Content-Disposition",
            "Cache-Control", "X-Content-Type-Options", "Content-Security-Policy", "Content-Range", "Content-Length");
    /** A browser shows a video in a page that it makes itself, with an inline style. The policy forbids everything else. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private ContentHead() {
    }

    /** The entity tag. It is strong, because it is the SHA-256 of the bytes. */
    static String etag(StoredFile file) {
        return '"' + file.sha256() + '"';
    }

    /** The entity tag of the thumbnail of a video. */
    static String thumbnailTag(StoredFile film) {
        return '"' + film.sha256() + "-thumbnail\"";
    }

    /**
     * Sets the headers that describe the file.
     *
     * @param secondsLeft until the signed URL expires: a cache must not use its copy for longer
     */
    static void setHeaders(ResultFileId fileId, StoredFile file, long secondsLeft, MultiMap head) {
        setHeaders(fileId, type(file), secondsLeft, head);
        head.set("ETag", etag(file)).set("Accept-Ranges", "bytes");
    }

    /**
     * Sets the headers that describe a file of which the gateway has no copy.
     *
     * @param type a type that a browser may show, or {@link FileType#UNKNOWN}
     * @param secondsLeft until the signed URL expires: a cache must not use its copy for longer
     */
    static void setHeaders(ResultFileId fileId, String type, long secondsLeft, MultiMap head) {
        head.set("Content-Type", type).set("Content-Disposition", disposition(fileId, type))
                .set("Cache-Control", "private, max-age=" + Math.max(0, secondsLeft))
                .set("X-Content-Type-Options", "nosniff").set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    }

    /** The media type of the response: the type of the file if a browser may show it, else {@link FileType#UNKNOWN}. */
    public static String type(StoredFile file) {
        return FileType.isInline(file.contentType()) ? file.contentType() : FileType.UNKNOWN;
    }

    /** The {@code Content-Disposition}: the file name, and {@code inline} if a browser may show the file. */
    public static String disposition(ResultFileId fileId, StoredFile file) {
        return disposition(fileId, file.contentType());
    }

    private static String disposition(ResultFileId fileId, String type) {
        return (FileType.isInline(type) ? "inline" : "attachment") + "; filename=\"" + fileId.task()
                + (fileId.index() > 0 ? "-" + fileId.index() : "") + "." + FileType.extension(type) + '"';
    }

    /** Removes all of these headers, before another response is sent instead. */
    static void removeHeaders(MultiMap head) {
        HEADERS.forEach(head::remove);
    }

    /** Whether the client already has the file, by {@code If-None-Match}. */
    static boolean matchesIfNoneMatch(MultiMap request, StoredFile file) {
        return EntityTags.match(request.getAll("If-None-Match"), etag(file));
    }

    /**
     * The {@code Range} header to obey. Null if there is none, or if {@code If-Range} is not the entity tag of the file. A
     * date there never matches, because the gateway sends no {@code Last-Modified}.
     */
    static String effectiveRange(MultiMap request, StoredFile file) {
        String condition = request.get("If-Range");
        return condition == null || condition.trim().equals(etag(file)) ? request.get("Range") : null;
    }
}
