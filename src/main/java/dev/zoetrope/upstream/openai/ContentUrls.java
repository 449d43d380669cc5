package dev.zoetrope.upstream.openai;

import java.net.URI;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.UriBuilder;

/** The URLs of the files of one vendor, {@code {base}/v1/videos/{id}/content}. Only they are fetched with the gateway's key. */
final class ContentUrls {
    /** An id, percent-encoded; not a dot segment, which would lead to another path. */
    private static final Pattern ID_AND_CONTENT = Pattern.compile("(?!\\.\\.?/|[^/]*%2[eEfF])[^/?#\\\\\\s]+/content");

    private final String videos;

    /** @param base the vendor's base URL, without a slash at its end */
    ContentUrls(URI base) {
        this.videos = base + "/v1/videos/";
    }

    /** @param vendorId the vendor's id of the task, any text */
    String of(String vendorId) {
        return videos + UriBuilder.fromPath("{id}").build(vendorId).getRawPath() + "/content";
    }

    /**
     * Whether this is the URL of a file at this vendor. The text before the id is compared as it is, so the scheme, the host
     * and
     * the port are those of the base URL.
     */
    boolean contain(String url) {
        return url.startsWith(videos) && ID_AND_CONTENT.matcher(url.substring(videos.length())).matches();
    }
}
