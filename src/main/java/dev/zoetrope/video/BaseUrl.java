package dev.zoetrope.video;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads a setting that is a URL to which paths are appended. */
public final class BaseUrl {
    private BaseUrl() {
    }

    /**
     * The URL; empty if the text is no absolute http or https URL with a host, or if it has user-info or a query.
     *
     * @param anyCase whether the scheme may be in upper case
     */
    public static Optional<URI> parse(String text, boolean anyCase) {
        try {
            URI url = new URI(text);
            boolean http = url.getScheme() != null && url.getScheme().matches(anyCase ? "(?i)https?" : "https?");
            return http && url.getHost() != null && url.getRawUserInfo() == null && url.getRawQuery() == null
                    ? Optional.of(url)
                    : Optional.empty();
        } catch (URISyntaxException notAUrl) {
            return Optional.empty();
        }
    }

    /** The URL or path without the slash at its end, if there is one. */
    public static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
