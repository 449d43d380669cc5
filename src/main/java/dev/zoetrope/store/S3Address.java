package dev.zoetrope.store;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.vertx.core.http.HttpMethod;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Where the objects of the bucket are.
 *
 * @param tls whether the scheme is https
 * @param host name or address to connect to
 * @param authority the {@code Host} header: the host, and the port unless it is the default
 * @param root encoded path of the bucket, ends with a slash
 */
record S3Address(boolean tls, String host, int port, String authority, String root) {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    /** Domains of the regions that are not below amazonaws.com, by the beginning of the region's name. */
    private static final Map<String, String> DOMAINS = Map.of("cn-", "amazonaws.com.cn", "eusc-", "amazonaws.eu", "us-iso-",
            "c2s.ic.gov", "us-isob-", "sc2s.sgov.gov", "us-isof-", "csp.hci.ic.gov", "eu-isoe-", "cloud.adc-e.uk");

    /** @param config its endpoint is valid */
    static S3Address of(S3Config config) {
        String bucket = config.bucket().orElseThrow();
        URI base = URI
                .create(config.endpoint().orElseGet(() -> "https://s3." + config.region() + "." + domain(config.region())));
        boolean tls = base.getScheme().equals("https");
        boolean inPath = config.pathStyle().orElse(config.endpoint().isPresent())
                || !bucket.matches(tls ? "[a-z0-9][a-z0-9-]{1,61}[a-z0-9]" : "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
                || base.getHost().matches("\\[.*|[0-9.]+");
        String host = inPath ? base.getHost() : bucket + "." + base.getHost();
        int port = base.getPort() != -1 ? base.getPort() : tls ? HTTPS : HTTP;
        return new S3Address(tls, host.replaceAll("[\\[\\]]", ""), port,
                port == (tls ? HTTPS : HTTP) ? host : host + ":" + port,
                inPath ? "/" + encode(bucket) + "/" : "/");
    }

    private static String domain(String region) {
        return DOMAINS.entrySet().stream().filter(each -> region.startsWith(each.getKey())).map(Map.Entry::getValue).findAny()
                .orElse("amazonaws.com");
    }

    /** Encoded path of the bucket itself. */
    String bucketPath() {
        return root.length() > 1 ? root.substring(0, root.length() - 1) : root;
    }

    /** Encoded path of an object. */
    String path(String key) {
        return root + encode(key).replace("%2F", "/");
    }

    String origin() {
        return (tls ? "https://" : "http://") + authority;
    }

    /**
     * A request, not signed yet.
     *
     * @param path encoded
     * @param query parameters, not encoded
     */
    SdkHttpRequest.Builder request(HttpMethod method, String path, Map<String, String> query) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder().method(SdkHttpMethod.valueOf(method.name()))
                .uri(URI.create(origin() + path));
        query.forEach(request::putRawQueryParameter);
        return request;
    }

    /** Percent-encodes all but the unreserved characters. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }
}
