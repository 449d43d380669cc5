package dev.zoetrope.vault;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Makes a {@link SignedUrls} for tests of other packages, with the default settings and a key of zeros. */
public final class SignedUrlsOf {
    private SignedUrlsOf() {
    }

    public static SignedUrls clock(Clock clock) {
        return new SignedUrls(new byte[32], List.of(), Settings.with(Map.of()), clock);
    }
}
