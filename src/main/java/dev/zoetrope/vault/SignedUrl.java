package dev.zoetrope.vault;

import java.time.Instant;

/**
 * A way to a kept file that needs no key.
 *
 * @param url who has it may fetch the file, so it stays out of logs
 * @param expiresAt when it stops working; whole seconds
 */
public record SignedUrl(String url, Instant expiresAt) {

    @Override
    public String toString() {
        return "Link[until " + expiresAt + "]";
    }
}
