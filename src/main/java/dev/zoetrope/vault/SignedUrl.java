package dev.zoetrope.vault;

import java.time.Instant;

/**
 * The URL of a stored file. It works without an API key.
 *
 * @param url a secret: every client that has it can fetch the file, so it must not be logged
 * @param expiresAt when the URL stops working; whole seconds
 */
public record SignedUrl(String url, Instant expiresAt) {

    @Override
    public String toString() {
        return "Link[until " + expiresAt + "]";
    }
}
