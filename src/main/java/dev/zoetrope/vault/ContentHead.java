package dev.zoetrope.vault;

import java.util.Arrays;
import java.util.List;

import dev.zoetrope.video.KeptFile;
import io.vertx.core.MultiMap;

/** The head of an answer with a file, and what a request's conditions say about it (RFC 9110, 13). */
final class ContentHead {
    private static final List<String> OURS = List.of("ETag", "Accept-Ranges", "Content-Type", "Content-Disposition",
            "Cache-Control", "X-Content-Type-Options", "Content-Range", "Content-Length");

    private ContentHead() {
    }

    /** Strong: the bytes are the same as long as their hash is. */
    static String tag(KeptFile file) {
        return '"' + file.sha256() + '"';
    }

    /** @param secondsLeft of the link: a copy must not be used past it */
    static void describe(FileName name, KeptFile file, long secondsLeft, MultiMap head) {
        head.set("ETag", tag(file)).set("Accept-Ranges", "bytes").set("Content-Type", file.contentType())
                .set("Content-Disposition", disposition(name, file))
                .set("Cache-Control", "private, max-age=" + Math.max(0, secondsLeft))
                .set("X-Content-Type-Options", "nosniff");
    }

    /** How a player or a browser calls the file. */
    static String disposition(FileName name, KeptFile file) {
        return "inline; filename=\"" + name.task() + (name.index() > 0 ? "-" + name.index() : "") + "."
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
