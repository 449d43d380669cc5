package dev.zoetrope.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.inject.Singleton;

/**
 * Pictures, a clip and a sound that the sandbox provides, so that a first create needs no media of the user. The URLs of
 * samples are recognised by origin and path. Samples are read from the class path and never fetched, so they work even if
 * the guard forbids private addresses.
 */
@Singleton
public class Samples {
    /** The path below which the samples are served. */
    public static final String PATH = "/sandbox/samples/";
    /** Scheme that replaces the URL of a sample in a job. A caller cannot use it, because its URLs are http or https. */
    private static final String SCHEME = "sample:";
    /** Scheme before the URL of a file that a caller has uploaded to this gateway: it may be on a private address. */
    private static final String UPLOAD_SCHEME = "upload:";
    private static final String UPLOADS_PATH = "/v1/files/";
    private static final SortedMap<String, String> TYPES = new TreeMap<>(Map.of("zoetrope.jpg", "image/jpeg",
            "lighthouse-first.jpg", "image/jpeg", "lighthouse-last.jpg", "image/jpeg", "clip.mp4", "video/mp4", "tone.wav",
            "audio/wav"));

    /** The names of all samples and their media types, sorted by name. */
    public SortedMap<String, String> types() {
        return Collections.unmodifiableSortedMap(TYPES);
    }

    /** The media type of a sample; empty if no sample has this name. */
    public Optional<String> type(String name) {
        return Optional.ofNullable(TYPES.get(name));
    }

    /**
     * The bytes of a sample: at most 60 KB. Blocks.
     *
     * @throws IOException if there is no such sample, or if it cannot be read
     */
    public byte[] read(String name) throws IOException {
        try (InputStream in = Samples.class.getResourceAsStream("/sandbox-samples/" + name)) {
            if (in == null || !TYPES.containsKey(name)) {
                throw new IOException("no such sample");
            }
            return in.readAllBytes();
        }
    }

    /**
     * The URL as a job stores it: {@code sample:name} for a sample of this sandbox, {@code upload:URL} for a file of this
     * gateway, otherwise the URL itself.
     *
     * @param url null gives null
     */
    String toJobUrl(String url, SandboxOrigin origin) {
        if (url == null) {
            return null;
        }
        try {
            URI uri = new URI(url);
            String path = uri.getRawPath() == null ? "" : origin.removeBasePath(uri.getRawPath());
            boolean ownOrigin = uri.getRawAuthority() != null && uri.getScheme() != null
                    && origin.matches(uri.getScheme().toLowerCase(Locale.ROOT), uri.getRawAuthority().toLowerCase(Locale.ROOT));
            if (ownOrigin && path.startsWith(PATH) && TYPES.containsKey(path.substring(PATH.length()))) {
                return SCHEME + path.substring(PATH.length());
            }
            return ownOrigin && path.startsWith(UPLOADS_PATH) ? UPLOAD_SCHEME + url : url;
        } catch (URISyntaxException e) {
            return url;
        }
    }

    /** The name of the sample that a job's URL refers to; empty if the URL must be fetched. */
    public static Optional<String> sampleName(String url) {
        return url.startsWith(SCHEME) ? Optional.of(url.substring(SCHEME.length())) : Optional.empty();
    }

    /** The http URL of a job's file that was uploaded to this gateway; empty for other files. */
    public static Optional<String> uploadUrl(String url) {
        return url.startsWith(UPLOAD_SCHEME) ? Optional.of(url.substring(UPLOAD_SCHEME.length())) : Optional.empty();
    }
}
