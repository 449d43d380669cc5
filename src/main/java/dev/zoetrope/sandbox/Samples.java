package dev.zoetrope.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

/**
 * A few pictures, a clip and a sound of our own, so that the first create needs nothing of the user's. Their URLs are
 * recognised by path and origin and never fetched, so they work whatever the guard allows.
 */
@Singleton
public class Samples {
    static final String PATH = "/sandbox/samples/";
    /** What a job says instead of the URL; no caller can say it, as theirs are http or https. */
    private static final String SCHEME = "sample:";
    private static final Map<String, String> TYPES = Map.of("zoetrope.jpg", "image/jpeg", "lighthouse-first.jpg",
            "image/jpeg", "lighthouse-last.jpg", "image/jpeg", "clip.mp4", "video/mp4", "tone.wav", "audio/wav");

    /** The media type of a sample; empty if there is none of this name. */
    public Optional<String> type(String name) {
        return Optional.ofNullable(TYPES.get(name));
    }

    /** The bytes of a sample that exists. Blocks; a few tens of kilobytes. */
    public byte[] read(String name) throws IOException {
        try (InputStream in = Samples.class.getResourceAsStream("/sandbox-samples/" + name)) {
            if (in == null || !TYPES.containsKey(name)) {
                throw new IOException("no such sample");
            }
            return in.readAllBytes();
        }
    }

    /**
     * The URL as a job keeps it: shortened if it is one of ours.
     *
     * @param url null is handed back
     */
    String shortened(String url, SandboxOrigin origin) {
        if (url == null) {
            return null;
        }
        try {
            URI uri = new URI(url);
            String path = uri.getRawPath() == null ? "" : origin.below(uri.getRawPath());
            if (!path.startsWith(PATH) || uri.getRawAuthority() == null || uri.getScheme() == null) {
                return url;
            }
            String name = path.substring(PATH.length());
            boolean ours = origin.is(uri.getScheme().toLowerCase(Locale.ROOT),
                    uri.getRawAuthority().toLowerCase(Locale.ROOT));
            return ours && TYPES.containsKey(name) ? SCHEME + name : url;
        } catch (URISyntaxException e) {
            return url;
        }
    }

    /** The sample a job's URL stands for; empty for all that has to be fetched. */
    public static Optional<String> name(String url) {
        return url.startsWith(SCHEME) ? Optional.of(url.substring(SCHEME.length())) : Optional.empty();
    }
}
