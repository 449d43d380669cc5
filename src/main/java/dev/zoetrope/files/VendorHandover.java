package dev.zoetrope.files;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Uploads;
import dev.zoetrope.model.InputFile;
import dev.zoetrope.model.Model;
import dev.zoetrope.store.FileStore;
import dev.zoetrope.upstream.CreateException;
import dev.zoetrope.upstream.InlineFile;
import dev.zoetrope.upstream.Protocol;
import dev.zoetrope.upstream.SendOutcome;
import dev.zoetrope.upstream.UploadHandover;
import dev.zoetrope.upstream.VendorSpec;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.Upload;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Gives vendors uploaded files: the sandbox a URL on its own address; a vendor that can reach {@code zoetrope.public-url} a URL
 * there; another one the bytes, as a part of the create or as a {@code data:} URL, where its protocol takes them.
 */
@ApplicationScoped
public class VendorHandover implements UploadHandover {
    private static final Logger LOG = Logger.getLogger(VendorHandover.class);
    /** A vendor may fetch a file when the task leaves its queue. The file itself lives as long as its task. */
    private static final Duration URL_LIFE = Duration.ofDays(7);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    /** Part of the heap for bytes in creates, and how often a file is in memory: its bytes, its text, and the body twice. */
    private static final int HEAP_DIVISOR = 8;
    private static final int COPIES = 5;
    /** The same for a part: its bytes, and the body twice. */
    private static final int COPIES_OF_PART = 3;

    private final Uploads uploads;
    private final FileStore store;
    private final FileLinks links;
    private final Clock clock;
    private final long budget;
    private final AtomicLong held = new AtomicLong();

    @Inject
    VendorHandover(Uploads uploads, FileStore store, FileLinks links, Clock clock) {
        this(uploads, store, links, clock, Runtime.getRuntime().maxMemory() / HEAP_DIVISOR);
    }

    /** @param budget memory for the bytes of all creates that are being sent */
    VendorHandover(Uploads uploads, FileStore store, FileLinks links, Clock clock, long budget) {
        this.budget = budget;
        this.uploads = uploads;
        this.store = store;
        this.links = links;
        this.clock = clock;
    }

    @Override
    public Fault obstacle(GenerationRequest request, Model model, VendorSpec vendor, Protocol protocol) {
        if (!FileReferences.namesUploads(request) || fetches(request, model, vendor, protocol)) {
            return null;
        }
        return firstWithoutBytes(request, model, protocol)
                .map(file -> new Fault(FileReferences.member(file), "file_not_deliverable", file.member()
                        + " is an uploaded file, which the vendor " + vendor.name()
                        + " can only fetch by a URL: zoetrope.public-url must be set"))
                .orElse(null);
    }

    @Override
    public Uni<Handed> handOver(GenerationRequest request, Model model, VendorSpec vendor, Protocol protocol) {
        if (!FileReferences.namesUploads(request)) {
            return Uni.createFrom().item(Handed.of(request));
        }
        Set<String> hashes = uploaded(request, model).map(InputFile::url).map(Upload::sha256).collect(Collectors.toSet());
        return uploads.find(hashes).onFailure().transform(VendorHandover::later).flatMap(found -> {
            if (found.size() < hashes.size()) {
                return Uni.createFrom().failure(gone());
            }
            return fetches(request, model, vendor, protocol)
                    ? Uni.createFrom().item(Handed.of(withUrls(request, model, found, vendor)))
                    : withBytes(request, model, found, protocol.takesParts());
        });
    }

    private static Stream<InputFile> uploaded(GenerationRequest request, Model model) {
        return model.files(request).stream().filter(file -> Upload.isReference(file.url()));
    }

    /** The first uploaded file of a kind whose bytes the protocol does not take. */
    private static Optional<InputFile> firstWithoutBytes(GenerationRequest request, Model model, Protocol protocol) {
        return uploaded(request, model).filter(file -> !protocol.takesBytes(FileReferences.media(model, file).kind()))
                .findFirst();
    }

    /**
     * Whether the vendor gets URLs and not bytes. A vendor on a private address may not reach the public URL, so it gets bytes
     * if it can take them; so does a vendor whose protocol has parts.
     */
    private boolean fetches(GenerationRequest request, Model model, VendorSpec vendor, Protocol protocol) {
        boolean prefersBytes = protocol.takesParts() || isLocal(vendor.base().get());
        return vendor.sandbox() || links.publicUrl().isPresent()
                && (!prefersBytes || firstWithoutBytes(request, model, protocol).isPresent());
    }

    /** Whether a host is a name without a dot, or an address of a private network (RFC 1918, RFC 4193, loopback). */
    private static boolean isLocal(URI base) {
        String host = base.getHost() == null ? "" : base.getHost();
        return !host.contains(".") || host.startsWith("127.") || host.startsWith("10.") || host.startsWith("192.168.")
                || host.matches("172\\.(1[6-9]|2[0-9]|3[01])\\..*") || host.endsWith(".local") || host.endsWith(".internal");
    }

    private GenerationRequest withUrls(GenerationRequest request, Model model, List<Upload> found, VendorSpec vendor) {
        URI sandbox = vendor.sandbox() ? vendor.base().get() : null;
        String base = sandbox == null ? links.publicUrl().orElseThrow() : sandbox.getScheme() + "://" + sandbox.getAuthority();
        Map<String, String> urls = new HashMap<>();
        found.forEach(upload -> urls.put(upload.reference(), links.url(base, upload, clock.instant().plus(URL_LIFE))));
        return FileReferences.replace(request, model, urls);
    }

    private Uni<Handed> withBytes(GenerationRequest request, Model model, List<Upload> found, boolean parts) {
        long wanted = (parts ? COPIES_OF_PART : COPIES) * found.stream().mapToLong(Upload::size).sum();
        if (wanted > budget) {
            return Uni.createFrom().failure(tooLarge(wanted));
        }
        if (held.addAndGet(wanted) > budget) {
            held.addAndGet(-wanted);
            LOG.warnf("a create waits: its uploaded files need %d bytes of memory", wanted);
            return Uni.createFrom().failure(later(null));
        }
        Map<String, InlineFile> files = new HashMap<>();
        return Multi.createFrom().iterable(found).onItem()
                .transformToUniAndConcatenate(upload -> store.read(new UploadName(upload.id()), upload.size()).invoke(
                        bytes -> files.put(upload.reference(), new InlineFile(upload.facts().contentType(), bytes))))
                .collect().last()
                .map(all -> handed(request, model, files, parts, () -> held.addAndGet(-wanted)))
                .onFailure().invoke(failure -> held.addAndGet(-wanted))
                .onFailure().transform(VendorHandover::later);
    }

    private static Handed handed(GenerationRequest request, Model model, Map<String, InlineFile> files, boolean parts,
            Runnable release) {
        if (parts) {
            return new Handed(request, files, release);
        }
        Map<String, String> urls = new HashMap<>();
        files.forEach((reference, file) -> urls.put(reference, "data:" + file.contentType() + ";base64,"
                + Base64.getEncoder().encodeToString(file.bytes().getBytes())));
        return new Handed(FileReferences.replace(request, model, urls), Map.of(), release);
    }

    private static CreateException later(Throwable cause) {
        if (cause != null) {
            LOG.warnf("the uploaded files of a create cannot be read now: %s", cause.getMessage());
        }
        return new CreateException.Deferred(new SendOutcome.Deferred(RETRY_AFTER));
    }

    /** The create could wait for ever: there is never so much memory. */
    private CreateException tooLarge(long wanted) {
        return refused("file_not_deliverable",
                ("The uploaded files of this create need %d MB of memory on their way to the vendor, "
                        + "and the gateway has %d MB for them: use smaller files, or give the gateway more memory.")
                        .formatted((wanted >> 20) + 1, budget >> 20));
    }

    private static CreateException gone() {
        return refused("file_not_found", "An uploaded file of this create does not exist any more.");
    }

    private static CreateException refused(String code, String message) {
        return new CreateException.Refused(new SendOutcome.Refused(Failure.invalid(List.of(new Fault("file", code, message))),
                new TaskError(code, message), SendOutcome.Refused.Subject.CREATE));
    }
}
