package dev.zoetrope.files;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.ledger.SharedSecret;
import dev.zoetrope.store.LinkSigner;
import dev.zoetrope.video.BaseUrl;
import dev.zoetrope.video.Upload;
import dev.zoetrope.video.UploadId;
import io.quarkus.runtime.Startup;

/**
 * Makes and checks the signed URLs of uploaded files: {@code <base>/v1/files/{id}/content?…}. They have a signature of their
 * own, so that no link to a result opens a file. A URL works at most as long as the file exists.
 */
@Singleton
@Startup
public class FileLinks {
    public static final String EXPIRES = "expires";
    public static final String SIGNATURE = "signature";
    private static final String PURPOSE = "file links";

    private final LinkSigner signer;
    private final List<SharedSecret.Replaced> replaced;
    private final Optional<String> publicUrl;
    private final Clock clock;

    @Inject
    FileLinks(SharedSecret secret, FilesConfig config, Clock clock) {
        this.signer = new LinkSigner(secret.key(PURPOSE));
        this.replaced = secret.replaced(PURPOSE);
        this.publicUrl = config.publicUrl().map(BaseUrl::withoutSlash);
        this.clock = clock;
    }

    /** The base of URLs that others can reach ({@code zoetrope.public-url}), without a slash at its end. */
    public Optional<String> publicUrl() {
        return publicUrl;
    }

    /**
     * The signed URL of a file.
     *
     * @param base scheme, authority and path, without a slash at its end
     * @param expires the URL does not work after this time
     */
    public String url(String base, Upload upload, Instant expires) {
        String id = upload.id().value();
        long seconds = expires.getEpochSecond();
        return base + "/v1/files/" + id + "/content?" + EXPIRES + "=" + seconds + "&" + SIGNATURE + "="
                + signer.sign(id, 0, seconds);
    }

    /** Whether the signature is that of this URL, made with the current secret or a replaced one, and has not expired. */
    boolean isValid(UploadId id, long expires, String signature) {
        Instant now = clock.instant();
        return now.getEpochSecond() < expires && (signer.matches(signature, id.value(), 0, expires)
                || replaced.stream().filter(earlier -> now.isBefore(earlier.ends()))
                        .anyMatch(earlier -> new LinkSigner(earlier.key()).matches(signature, id.value(), 0, expires)));
    }
}
