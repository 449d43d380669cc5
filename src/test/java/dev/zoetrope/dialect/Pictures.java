package dev.zoetrope.dialect;

import static io.restassured.RestAssured.given;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Pictures that callers have as bytes, and the URLs by which the vendor gets them. */
public final class Pictures {
    /** The path of the public URL of the gateway in the tests that use {@link #behind}. */
    private static final String PREFIX = "/gateway";

    private Pictures() {
    }

    /** A picture with these bytes behind its end: a file of its own with the same facts. At least of the length. */
    public static byte[] withTail(String tail, int length) {
        try (InputStream sample = Pictures.class.getResourceAsStream("/sandbox-samples/zoetrope.jpg")) {
            byte[] picture = sample.readAllBytes();
            byte[] end = tail.getBytes(StandardCharsets.UTF_8);
            byte[] whole = Arrays.copyOf(picture, Math.max(length, picture.length + end.length));
            System.arraycopy(end, 0, whole, picture.length, end.length);
            return whole;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes behind a URL that the vendor saw; its host is none of this machine. */
    public static byte[] behind(String url) {
        URI parts = URI.create(url);
        String path = parts.getRawPath();
        if (!path.startsWith(PREFIX + "/")) {
            throw new AssertionError("no URL of the gateway: " + url);
        }
        return given().urlEncodingEnabled(false).get(path.substring(PREFIX.length()) + "?" + parts.getRawQuery()).asByteArray();
    }
}
