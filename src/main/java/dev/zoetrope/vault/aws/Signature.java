package dev.zoetrope.vault.aws;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests to S3 with AWS Signature Version 4. Paths are encoded once and not normalized, as S3 requires.
 *
 * @param region part of every signature
 */
public record Signature(String region) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    /** Stands for the hash of a body that is not signed. */
    public static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /**
     * The headers of a signed request: the given ones and those of the signature.
     *
     * @param path encoded
     * @param headers names in lower case, with {@code host}
     * @param payload hash of the body, or {@link #UNSIGNED}
     */
    public SortedMap<String, String> signHeaders(AwsCredentials keys, Instant now, String method, String path,
            SortedMap<String, String> query, Map<String, String> headers, String payload) {
        String time = TIME.format(now);
        SortedMap<String, String> all = new TreeMap<>(headers);
        all.put("x-amz-content-sha256", payload);
        all.put("x-amz-date", time);
        keys.sessionToken().ifPresent(token -> all.put("x-amz-security-token", token));
        String signature = sign(keys, time, method, path, query, all, payload);
        all.put("authorization", ALGORITHM + " Credential=" + keys.accessKey() + "/" + scope(time) + ", SignedHeaders="
                + String.join(";", all.keySet()) + ", Signature=" + signature);
        return all;
    }

    /**
     * The query of a URL by which its holder can read for a limited time.
     *
     * @param host as in the URL, with the port unless it is the default
     * @param query parameters that the signature covers
     * @return encoded
     */
    public String signQuery(AwsCredentials keys, Instant now, String host, String path, Map<String, String> query,
            Duration life) {
        String time = TIME.format(now);
        SortedMap<String, String> all = new TreeMap<>(query);
        all.put("X-Amz-Algorithm", ALGORITHM);
        all.put("X-Amz-Credential", keys.accessKey() + "/" + scope(time));
        all.put("X-Amz-Date", time);
        all.put("X-Amz-Expires", Long.toString(life.toSeconds()));
        all.put("X-Amz-SignedHeaders", "host");
        keys.sessionToken().ifPresent(token -> all.put("X-Amz-Security-Token", token));
        String signature = sign(keys, time, "GET", path, all, new TreeMap<>(Map.of("host", host)), UNSIGNED);
        return query(all) + "&X-Amz-Signature=" + signature;
    }

    private String scope(String time) {
        return time.substring(0, 8) + "/" + region + "/s3/aws4_request";
    }

    private String sign(AwsCredentials keys, String time, String method, String path, SortedMap<String, String> query,
            SortedMap<String, String> headers, String payload) {
        String request = method + "\n" + path + "\n" + query(query) + "\n"
                + headers.entrySet().stream().map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                        .collect(Collectors.joining())
                + "\n" + String.join(";", headers.keySet()) + "\n" + payload;
        String text = ALGORITHM + "\n" + time + "\n" + scope(time) + "\n" + sha256(ByteBuffer.wrap(bytes(request)));
        byte[] key = bytes("AWS4" + keys.secretKey());
        for (String part : scope(time).split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, text));
    }

    /** Parameters in the form in which they are signed and sent. */
    public static String query(SortedMap<String, String> parameters) {
        return parameters.entrySet().stream().map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** Percent-encodes all but the unreserved characters. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    /** The SHA-256 of the bytes, in lower-case hexadecimal digits. Does not move the positions of the buffers. */
    public static String sha256(ByteBuffer... content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (ByteBuffer bytes : content) {
                digest.update(bytes.duplicate());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
