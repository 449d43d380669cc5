package dev.zoetrope.vault;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.ledger.SharedSecret;
import dev.zoetrope.store.LinkSigner;
import dev.zoetrope.video.BaseUrl;
import dev.zoetrope.video.Task;
import io.quarkus.runtime.Startup;

/**
 * Makes and checks the signed URLs of stored files: {@code <base>/v1/tasks/{id}/content?…}. A URL lives at least
 * {@code zoetrope.vault.url-ttl}. Its expiry is rounded up to a step of a 24th of that time. So the URL of a task is the
 * same throughout a step and on every replica.
 */
@Singleton
@Startup
public class SignedUrls {
    public static final String EXPIRES = "expires";
    public static final String SIGNATURE = "signature";
    public static final String INDEX = "index";
    private static final String PURPOSE = "content links";
    private static final int STEPS = 24;

    private final LinkSigner signer;
    private final List<SharedSecret.Replaced> replaced;
    private final Optional<String> baseUrl;
    private final long lifeSeconds;
    private final long stepSeconds;
    private final Clock clock;

    @Inject
    SignedUrls(SharedSecret secret, VaultConfig config, Clock clock) {
        this(secret.key(PURPOSE), secret.replaced(PURPOSE), config, clock);
    }

    SignedUrls(byte[] key, List<SharedSecret.Replaced> replaced, VaultConfig config, Clock clock) {
        this.signer = new LinkSigner(key);
        this.replaced = replaced;
        this.baseUrl = config.publicUrl().map(SignedUrls::baseUrl);
        this.lifeSeconds = Math.max(1, config.vault().urlTtl().toSeconds());
        this.stepSeconds = Math.max(1, lifeSeconds / STEPS);
        this.clock = clock;
    }

    /**
     * The signed URL of a file of a task. Without {@code zoetrope.public-url} and without the origin of the create it is
     * only a path.
     *
     * @param index index of the file in the results of the task, from 0
     */
    public SignedUrl sign(Task task, int index) {
        long expires = step() * stepSeconds;
        String id = task.id().value();
        String origin = baseUrl.orElse(task.origin() == null ? "" : task.origin());
        String url = origin + "/v1/tasks/" + id + "/content?" + (index > 0 ? INDEX + "=" + index + "&" : "") + EXPIRES + "="
                + expires + "&" + SIGNATURE + "=" + signer.sign(id, index, expires);
        return new SignedUrl(url, Instant.ofEpochSecond(expires));
    }

    /** The number of the current step. The URLs of an unchanged task stay the same during a step. */
    public long step() {
        return -Math.floorDiv(-(clock.instant().getEpochSecond() + lifeSeconds), stepSeconds); // rounded up
    }

    /**
     * Whether the parts of a URL carry a valid signature, made with the current key or with a replaced key that is still
     * accepted, and the URL has not expired.
     */
    public boolean isValid(String task, int index, long expires, String signature) {
        return clock.instant().getEpochSecond() < expires
                && (signer.matches(signature, task, index, expires)
                        || isSignedWithReplacedKey(signature, task, index, expires));
    }

    private boolean isSignedWithReplacedKey(String signature, String task, int index, long expires) {
        return replaced.stream().filter(earlier -> clock.instant().isBefore(earlier.ends()))
                .anyMatch(earlier -> new LinkSigner(earlier.key()).matches(signature, task, index, expires));
    }

    private static String baseUrl(String url) {
        if (BaseUrl.parse(url, true).filter(uri -> uri.getRawFragment() == null).isEmpty()) {
            throw new IllegalStateException("zoetrope.public-url must be an http or https URL without query");
        }
        return BaseUrl.withoutSlash(url);
    }
}
