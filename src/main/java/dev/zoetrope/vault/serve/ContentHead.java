package dev.zoetrope.vault.serve;

import java.util.Arrays;
import java.util.List;

import dev.zoetrope.vault.store.FileType;
import dev.zoetrope.vault.store.ResultFileId;
import dev.zoetrope.video.KeptFile;
import io.vertx.core.MultiMap;

/** The head of an answer with a file, and what a request's conditions say about it (RFC 9110, 13). */
public final class ContentHead {
    private static final List<String> OURS = List.of("ETag", "Accept-Ranges", "Content-Type", "Content-Disposition",
            "Cache-Control", "X-Content-Type-Options", "Content-Security-Policy", "Content-Range", "Content-Length");
    /** A browser shows a film in a page of its own making, with a style of its own; nothing else may be in it. */
    private static final String POLICY = "default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private ContentHead() {
    }

    /** Strong: the bytes are the same as long as their hash is. */
    static String tag(KeptFile file) {
        return '"' + file.sha256() + '"';
    }

    /** @param secondsLeft of the link: a copy must not be used past it */
    static void describe(ResultFileId name, KeptFile file, long secondsLeft, MultiMap head) {
        head.set("ETag", tag(file)).set("Accept-Ranges", "bytes").set("Content-Type", type(file))
                .set("Content-Disposition", disposition(name, file))
                .set("Cache-Control", "private, max-age=" + Math.max(0, secondsLeft))
                .set("X-Content-Type-Options", "nosniff").set("Content-Security-Policy", POLICY);
    }

    /** What the file is called on the way out: only what may be shown has a type of its own. */
    public static String type(KeptFile file) {
        return FileType.isShown(file.contentType()) ? file.contentType() : FileType.UNKNOWN;
    }

    /** How a player or a browser calls the file, and whether it may show it. */
    public static String disposition(ResultFileId name, KeptFile file) {
        return (FileType.isShown(file.contentType()) ? "inline" : "attachment") + "; filename=\"" + name.task()
                + (name.index() > 0 ? "-" + name.index() : "") + "."
                + FileType.ending(file.contentType()) + '"';
    }

    /** Takes it all back, for another answer. */
    static void clear(MultiMap head) {
        OURS.forEach(head::remove);
    }

    /** Whether the reader has the file already: {@code If-None-Match}. */
    static boolean has(MultiMap request, KeptFile file) {
        String given = request.get("If-None-Match");
        return given != null && (given.trim().equals("*") || Arrays.stream(given.split(",")).map(String::trim)
                .anyMatch(tag -> (tag.startsWith("W/") ? tag.substring(2) : tag).equals(tag(file))));
    }

    /** The range that counts: none where {@code If-Range} names another file than ours, or a date, which we have none of. */
    static String range(MultiMap request, KeptFile file) {
        String condition = request.get("If-Range");
        return condition == null || condition.trim().equals(tag(file)) ? request.get("Range") : null;
    }
}
