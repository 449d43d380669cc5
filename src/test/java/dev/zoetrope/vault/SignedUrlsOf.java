package dev.zoetrope.vault;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Links as another package's test needs them, with the default settings and a key of no importance. */
public final class SignedUrlsOf {
    private SignedUrlsOf() {
    }

    public static SignedUrls clock(Clock clock) {
        return new SignedUrls(new byte[32], List.of(), Settings.with(Map.of()), clock);
    }
}
