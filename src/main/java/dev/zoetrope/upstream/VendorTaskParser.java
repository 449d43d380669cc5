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

import dev.zoetrope.video.Result;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.VendorId;
import dev.zoetrope.video.VendorObservation;
import dev.zoetrope.video.VendorObservation.Phase;

/**
 * Converts the vendor's task object, in every known shape ({@code docs/contract.md}, "What a vendor's answer may look like"),
 * into one {@link VendorObservation}. No method throws: a value that cannot be used is left out. Texts for people and for the
 * log (messages, codes, types, usage) do not contain the gateway's key; ids and URLs are returned as the vendor sent them.
 */
final class VendorTaskParser {
    private static final int MAX_URL_LENGTH = 8192;
    /** In bytes. Longer usage is left out instead of cut, because a part of it would not be valid JSON. */
    private static final int MAX_USAGE_BYTES = 8192;
    private static final int MAX_VALUE_LENGTH = 64;
    private static final int MAX_MESSAGE_LENGTH = 500;
    private static final int MAX_RESULTS = 16;
    private static final int MAX_DETAILS = 16;
    private static final Pattern PLAIN_VALUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:/-]*");

    private static final Pattern ABSOLUTE_URL = Pattern.compile("https?://.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** A path, or a file name after a directory. A single word is not a URL. */
    private static final Pattern RELATIVE_URL = Pattern.compile("\\.{0,2}/.*|[^:/?#]+/[^?#]*\\.[^/]+", Pattern.DOTALL);

    private final KeyMask mask;
    private final URI base;

    /** @param base the vendor's base URL, against which relative result URLs are resolved */
    VendorTaskParser(KeyMask mask, URI base) {
        this.mask = mask;
        this.base = base;
    }

    /**
     * The vendor's id of a task, a string or a whole number; null when it is absent or cannot be stored
     * ({@link VendorId#isValid}). Both JSON types are read: without the id nobody could fetch the video, although it is
     * billed.
     */
    static String taskId(JsonNode task) {
        JsonNode id = task.path("id");
        String text = id.isIntegralNumber() ? id.asText() : id.textValue();
        return VendorId.isValid(text) ? text : null;
    }

    VendorObservation observation(JsonNode task) {
        Phase phase = phase(task.path("status").asText(""));
        return new VendorObservation(phase, integer(task.path("progress")),
                integer(task.path("task_info").path("estimated_time")), results(task),
                phase == Phase.FAILED ? taskError(task) : null,
                usage(task.path("usage")));
    }

    /**
     * The usage as JSON text; null when it is no object or array, is longer than {@link #MAX_USAGE_BYTES}, or contains half a
     * surrogate pair. The gateway returns the usage to the caller unchanged, and cannot write half a pair as UTF-8.
     */
    private String usage(JsonNode usage) {
        String text = usage.isContainerNode() ? usage.toString() : null;
        if (text == null || text.length() > MAX_USAGE_BYTES || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return null;
        }
        return text.getBytes(StandardCharsets.UTF_8).length > MAX_USAGE_BYTES ? null : mask.apply(text);
    }

    private static Phase phase(String value) {
        switch (value.toLowerCase(Locale.ROOT)) {
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

    /** A number from 0 to 1,000,000, without its fraction; null for anything else. */
    private static Integer integer(JsonNode node) {
        if (!node.isNumber() || node.doubleValue() < 0 || node.doubleValue() > 1_000_000) {
            return null;
        }
        return node.intValue();
    }

    private List<Result> results(JsonNode task) {
        List<Result> results = new ArrayList<>();
        addResults(task.path("results"), results);
        if (results.isEmpty()) {
            addResults(task.path("output").path("urls"), results);
        }
        if (results.isEmpty()) {
            addResult(task.path("output").path("url"), null, results);
        }
        return results;
    }

    private void addResults(JsonNode array, List<Result> results) {
        for (JsonNode one : array) {
            if (results.size() == MAX_RESULTS) {
                return;
            }
            if (one.isTextual()) {
                addResult(one, null, results);
            } else {
                addResult(one.path("url"), boundedText(one.path("content_type"), MAX_VALUE_LENGTH), results);
            }
        }
    }

    private void addResult(JsonNode url, String contentType, List<Result> results) {
        String link = resultUrl(boundedText(url, MAX_URL_LENGTH));
        if (link != null) {
            results.add(new Result(link, contentType, null, mask.containsKey(link)));
        }
    }

    /** The absolute http or https URL for the text; an absolute URL is returned unchanged. Null if it is no URL. */
    private String resultUrl(String written) {
        if (written == null) {
            return null;
        }
        String link = written.strip();
        if (ABSOLUTE_URL.matcher(link).matches()) {
            return link;
        }
        if (!RELATIVE_URL.matcher(link).matches()) {
            return null;
        }
        String site = base.getScheme() + ":";
        if (link.startsWith("//")) {
            return site + link;
        }
        return link.startsWith("/") ? site + "//" + base.getRawAuthority() + link : base + "/" + link;
    }

    private TaskError taskError(JsonNode task) {
        String code = errorCode(task.path("error"));
        String message = errorMessage(task);
        return new TaskError(code == null ? TaskError.VENDOR_FAILED : code,
                message == null ? "The vendor reported that the task failed." : message);
    }

    /** The code of an error object, if it is a plain word or a number; else null. */
    String errorCode(JsonNode error) {
        JsonNode code = error.path("code");
        return code.isNumber() ? plainValue(code.asText()) : plainValue(boundedText(code, MAX_VALUE_LENGTH));
    }

    /** The type of an error object, if it is a plain word; else null. */
    String errorType(JsonNode error) {
        return plainValue(boundedText(error.path("type"), MAX_VALUE_LENGTH));
    }

    /** The word, if it matches {@link #PLAIN_VALUE} and contains no piece of the gateway's key; else null. */
    private String plainValue(String value) {
        return value != null && PLAIN_VALUE.matcher(value).matches() && value.equals(mask.apply(value)) ? value : null;
    }

    /**
     * The vendor's error message, without the gateway's key and cut to {@link #MAX_MESSAGE_LENGTH} characters; null when there
     * is none. It is read from {@code {"error":{"message":…}}}, {@code {"error":"…"}}, or {@code {"detail":…}} with a text,
     * or a list of texts or of objects with {@code msg} or {@code message}.
     */
    String errorMessage(JsonNode answer) {
        JsonNode error = answer.path("error");
        JsonNode detail = answer.path("detail");
        String text = messageText(error);
        if (text == null && detail.isArray()) {
            text = StreamSupport.stream(detail.spliterator(), false).limit(MAX_DETAILS).map(VendorTaskParser::messageText)
                    .filter(Objects::nonNull).collect(Collectors.joining("; "));
        } else if (text == null) {
            text = messageText(detail);
        }
        String message = mask.apply(text);
        if (message == null || message.isBlank()) {
            return null;
        }
        return replaceLoneSurrogates(
                message.length() <= MAX_MESSAGE_LENGTH ? message : message.substring(0, MAX_MESSAGE_LENGTH) + "…");
    }

    private static String messageText(JsonNode said) {
        return Stream.of(said, said.path("message"), said.path("msg")).map(JsonNode::textValue)
                .filter(text -> text != null && !text.isBlank()).findFirst().orElse(null);
    }

    /** Replaces half a surrogate pair, from the vendor or left by a cut, with a question mark: UTF-8 cannot encode it. */
    private static String replaceLoneSurrogates(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** The text, if it is present, not blank and at most this many characters long; else null. */
    private static String boundedText(JsonNode node, int maxLength) {
        String text = node.textValue();
        return text == null || text.isBlank() || text.length() > maxLength ? null : replaceLoneSurrogates(text);
    }
}
