package dev.zoetrope.observe;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import io.vertx.ext.web.RoutingContext;

/**
 * The {@code X-Request-Id} of a request: the caller's own where it is harmless, else one of ours. Every answer carries
 * it, every error names it.
 */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";

    private static final String KEY = RequestId.class.getName();
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private RequestId() {
    }

    /** The id to use for a request that brought this one; null or anything not plain gets a new one. */
    public static String adopt(String given) {
        return given != null && HARMLESS.matcher(given).matches() ? given : fresh();
    }

    /** Remembers the id for {@link #of}. */
    public static void attach(RoutingContext request, String id) {
        request.put(KEY, id);
    }

    /** The id of the request under way; a new one if it never passed the front door. */
    public static String of(RoutingContext request) {
        String id = request.get(KEY);
        return id == null ? fresh() : id;
    }

    private static String fresh() {
        ThreadLocalRandom chance = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return "req_" + hex.toHexDigits(chance.nextLong()) + hex.toHexDigits(chance.nextInt());
    }
}
