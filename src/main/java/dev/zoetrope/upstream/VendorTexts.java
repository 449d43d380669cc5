package dev.zoetrope.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.zoetrope.video.Result;
import dev.zoetrope.video.VendorId;

/**
 * Reads values of a vendor's JSON for callers and for the ledger. No method throws: a value that cannot be used is left out.
 * Texts for people and for the log do not contain the gateway's key; ids and URLs are returned as the vendor sent them.
 */
public final class VendorTexts {
    private static final int MAX_URL_LENGTH = 8192;
    /** In bytes. Longer usage is left out instead of cut, because a part of it would not be valid JSON. */
    private static final int MAX_USAGE_BYTES = 8192;
    private static final int MAX_VALUE_LENGTH = 64;
    private static final int MAX_MESSAGE_LENGTH = 500;
    private static final int MAX_DETAILS = 16;
    private static final int MAX_INTEGER = 1_000_000;
    private static final Pattern PLAIN_VALUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:/-]*");

    private static final Pattern ABSOLUTE_URL = Pattern.compile("https?://.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** A path, or a file name after a directory. A single word is not a URL. */
    private static final Pattern RELATIVE_URL = Pattern.compile("\\.{0,2}/.*|[^:/?#]+/[^?#]*\\.[^/]+", Pattern.DOTALL);

    private final KeyMask mask;
    private final URI base;

    /** @param base the vendor's base URL, against which relative result URLs are resolved */
    public VendorTexts(KeyMask mask, URI base) {
        this.mask = mask;
        this.base = base;
    }

    /** The body of a response; a missing node if it has none or is no JSON. */
    public static JsonNode body(Response response, ObjectMapper json) {
        try {
            JsonNode node = response.hasEntity() ? json.readTree(response.readEntity(InputStream.class)) : null;
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    /**
     * A vendor's id of a task, a string or a whole number; null when it is absent or cannot be stored
     * ({@link VendorId#isValid}). Both JSON types are read: without the id nobody could fetch the video, although it is
     * billed.
     */
    public static String taskId(JsonNode id) {
        String text = id.isIntegralNumber() ? id.asText() : id.textValue();
        return VendorId.isValid(text) ? text : null;
    }

    /**
     * The usage as JSON text; null when it is no object or array, is longer than {@link #MAX_USAGE_BYTES}, or contains half a
     * surrogate pair. The gateway returns the usage to the caller unchanged, and cannot write half a pair as UTF-8.
     */
    public String usage(JsonNode usage) {
        String text = usage.isContainerNode() ? usage.toString() : null;
        if (text == null || text.length() > MAX_USAGE_BYTES || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return null;
        }
        return text.getBytes(StandardCharsets.UTF_8).length > MAX_USAGE_BYTES ? null : mask.apply(text);
    }

    /** A number from 0 to 1,000,000, without its fraction; null for anything else. */
    public static Integer integer(JsonNode node) {
        if (!node.isNumber() || node.doubleValue() < 0 || node.doubleValue() > MAX_INTEGER) {
            return null;
        }
        return node.intValue();
    }

    /**
     * A result file.
     *
     * @param url the URL; a relative one is resolved against the vendor's base URL
     * @param contentType a missing node if it is not stated
     * @return null if there is no usable URL
     */
    public Result result(JsonNode url, JsonNode contentType) {
        String link = resultUrl(boundedText(url, MAX_URL_LENGTH));
        return link == null ? null
                : new Result(link, boundedText(contentType, MAX_VALUE_LENGTH), null, mask.containsKey(link));
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

    /** A code or a type of an error, a plain word or a number; else null. */
    public String word(JsonNode word) {
        return plainValue(word.isNumber() ? word.asText() : boundedText(word, MAX_VALUE_LENGTH));
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
    public String errorMessage(JsonNode answer) {
        JsonNode error = answer.path("error");
        JsonNode detail = answer.path("detail");
        String text = messageText(error);
        if (text == null && detail.isArray()) {
            text = StreamSupport.stream(detail.spliterator(), false).limit(MAX_DETAILS).map(VendorTexts::messageText)
                    .filter(Objects::nonNull).collect(Collectors.joining("; "));
        } else if (text == null) {
            text = messageText(detail);
        }
        return message(text);
    }

    /** A text of the vendor for people, as {@link #errorMessage}; null for null and for blank texts. */
    public String message(String text) {
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
