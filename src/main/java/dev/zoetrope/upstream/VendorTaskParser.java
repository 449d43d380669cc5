package dev.zoetrope.upstream;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import dev.zoetrope.video.Observation;
import dev.zoetrope.video.Observation.Phase;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.VendorId;

/**
 * The vendor's task object in all shapes that were seen ({@code contract.md}, "What a vendor's answer may look like"),
 * read into one {@link Observation}. Nothing here fails: what is odd is left out. What is meant for people or for the log
 * (messages, codes, types, usage) is without our key; ids, status words and links are as the vendor gave them.
 */
final class VendorTaskParser {
    private static final int LONGEST_URL = 8192;
    /** Bytes. A longer one is left out, as a part of it would be no JSON. */
    private static final int LONGEST_USAGE = 8192;
    private static final int LONGEST_WORD = 64;
    private static final int LONGEST_MESSAGE = 500;
    private static final int MOST_RESULTS = 16;
    private static final int MOST_DETAILS = 16;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:/-]*");

    private static final Pattern ABSOLUTE = Pattern.compile("https?://.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** A path, or a file name with a directory before it. A single word is not a link. */
    private static final Pattern RELATIVE = Pattern.compile("\\.{0,2}/.*|[^:/?#]+/[^?#]*\\.[^/]+", Pattern.DOTALL);

    private final KeyMask mask;
    private final URI base;

    /** @param base of the vendor: what a relative link is resolved against */
    VendorTaskParser(KeyMask mask, URI base) {
        this.mask = mask;
        this.base = base;
    }

    /**
     * The vendor's id of a task, a string or a whole number; null when there is none that could be kept. Read as
     * liberally as can be: an acceptance without an id is a render that nobody can fetch.
     */
    static String id(JsonNode task) {
        JsonNode id = task.path("id");
        String text = id.isIntegralNumber() ? id.asText() : id.textValue();
        return VendorId.isPlausible(text) ? text : null;
    }

    Observation observation(JsonNode task) {
        Phase phase = phase(task.path("status").asText(""));
        return new Observation(phase, integer(task.path("progress")),
                integer(task.path("task_info").path("estimated_time")), results(task),
                phase == Phase.FAILED ? error(task) : null,
                usage(task.path("usage")));
    }

    /** Goes out as it came in, and so must be text that can: half a surrogate pair cannot be written as UTF-8. */
    private String usage(JsonNode usage) {
        String text = usage.isContainerNode() ? usage.toString() : null;
        if (text == null || text.length() > LONGEST_USAGE || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return null;
        }
        return text.getBytes(StandardCharsets.UTF_8).length > LONGEST_USAGE ? null : mask.of(text);
    }

    private static Phase phase(String word) {
        switch (word.toLowerCase(Locale.ROOT)) {
            case "pending", "queued", "submitted":
                return Phase.QUEUED;
            case "processing", "running", "in_progress":
                return Phase.RUNNING;
            case "completed", "succeeded", "success":
                return Phase.COMPLETED;
            case "failed", "error":
                return Phase.FAILED;
            case "cancelled", "canceled":
                return Phase.CANCELLED;
            default:
                return Phase.UNRECOGNISED;
        }
    }

    /** A whole number from 0 to a million; null for anything else. */
    private static Integer integer(JsonNode node) {
        if (!node.isNumber() || node.doubleValue() < 0 || node.doubleValue() > 1_000_000) {
            return null;
        }
        return node.intValue();
    }

    private List<Result> results(JsonNode task) {
        List<Result> results = new ArrayList<>();
        collect(task.path("results"), results);
        if (results.isEmpty()) {
            collect(task.path("output").path("urls"), results);
        }
        if (results.isEmpty()) {
            add(task.path("output").path("url"), null, results);
        }
        return results;
    }

    private void collect(JsonNode array, List<Result> results) {
        for (JsonNode one : array) {
            if (results.size() == MOST_RESULTS) {
                return;
            }
            if (one.isTextual()) {
                add(one, null, results);
            } else {
                add(one.path("url"), text(one.path("content_type"), LONGEST_WORD), results);
            }
        }
    }

    private void add(JsonNode url, String contentType, List<Result> results) {
        String link = link(text(url, LONGEST_URL));
        if (link != null) {
            results.add(new Result(link, contentType, null, mask.isIn(link)));
        }
    }

    /** An absolute http or https URL, as it was written where it is one; null for what is no link. */
    private String link(String written) {
        String link = written == null ? "" : written.strip();
        if (ABSOLUTE.matcher(link).matches()) {
            return link;
        }
        if (!RELATIVE.matcher(link).matches()) {
            return null;
        }
        String site = base.getScheme() + ":";
        if (link.startsWith("//")) {
            return site + link;
        }
        return link.startsWith("/") ? site + "//" + base.getRawAuthority() + link : base + "/" + link;
    }

    private TaskError error(JsonNode task) {
        String code = code(task.path("error"));
        String message = reason(task);
        return new TaskError(code == null ? TaskError.VENDOR_FAILED : code,
                message == null ? "The vendor reported the task failed." : message);
    }

    /** The code of an error object, a plain word or a number; null when absent, or anything else. */
    String code(JsonNode error) {
        JsonNode code = error.path("code");
        return code.isNumber() ? plain(code.asText()) : plain(text(code, LONGEST_WORD));
    }

    /** The type of an error object, a plain word; null when absent, or anything else. */
    String type(JsonNode error) {
        return plain(text(error.path("type"), LONGEST_WORD));
    }

    /** A word of letters, digits and few signs that holds no piece of our key; else null. */
    private String plain(String word) {
        return word != null && PLAIN.matcher(word).matches() && word.equals(mask.of(word)) ? word : null;
    }

    /**
     * The vendor's words on what is wrong: {@code {"error":{"message":…}}}, {@code {"error":"…"}}, or {@code {"detail":…}} with
     * a text or a list of texts or of objects with {@code msg} or {@code message}; null when there are none.
     */
    String reason(JsonNode answer) {
        JsonNode error = answer.path("error");
        JsonNode detail = answer.path("detail");
        String words = words(error);
        if (words == null && detail.isArray()) {
            words = StreamSupport.stream(detail.spliterator(), false).limit(MOST_DETAILS).map(VendorTaskParser::words)
                    .filter(Objects::nonNull).collect(Collectors.joining("; "));
        } else if (words == null) {
            words = words(detail);
        }
        String message = mask.of(words);
        if (message == null || message.isBlank()) {
            return null;
        }
        return whole(message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…");
    }

    private static String words(JsonNode said) {
        return Stream.of(said, said.path("message"), said.path("msg")).map(JsonNode::textValue)
                .filter(text -> text != null && !text.isBlank()).findFirst().orElse(null);
    }

    /** Half a surrogate pair, the vendor's or left by a cut, becomes a question mark: it could not go out. */
    private static String whole(String words) {
        return new String(words.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** A text that is there, not blank and not longer than this; else null. */
    private static String text(JsonNode node, int longest) {
        String text = node.textValue();
        return text == null || text.isBlank() || text.length() > longest ? null : whole(text);
    }
}
