package dev.zoetrope.observe;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import io.vertx.ext.web.RoutingContext;

/**
 * The {@code X-Request-Id} of a request: the caller's id if it is harmless, otherwise a generated one. Each answer has it as
 * a header, each error contains it.
 */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";

    private static final String KEY = RequestId.class.getName();
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private RequestId() {
    }

    /**
     * The id to use for a request.
     *
     * @param given the header of the request; null if it is absent
     * @return the header if it has 1 to 128 harmless characters, otherwise a generated id
     */
    public static String adopt(String given) {
        return given != null && VALID.matcher(given).matches() ? given : generate();
    }

    /** Stores the id in the request for {@link #of}. */
    public static void attach(RoutingContext request, String id) {
        request.put(KEY, id);
    }

    /** The id of the request; a new id if the request did not pass {@link AccessLog}. */
    public static String of(RoutingContext request) {
        String id = request.get(KEY);
        return id == null ? generate() : id;
    }

    private static String generate() {
        ThreadLocalRandom chance = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return "req_" + hex.toHexDigits(chance.nextLong()) + hex.toHexDigits(chance.nextInt());
    }
}
