package dev.zoetrope.files;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.zoetrope.guard.GuardPolicy;
import dev.zoetrope.guard.GuardedClient;
import dev.zoetrope.guard.GuardedRequest;
import dev.zoetrope.model.InputFile;
import dev.zoetrope.model.Media;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Upload;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Checks the files that a create names by URLs of others, before the create costs money. Only what is known refuses a create: a
 * file that cannot be fetched in time, or an answer that is no file, is left to the vendor.
 */
@ApplicationScoped
public class MediaCheck {
    private static final Logger LOG = Logger.getLogger(MediaCheck.class);
    private static final Map<String, String> RANGE = Map.of("Range", "bytes=0-" + (MediaProbe.HEAD_BYTES - 1));
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_REDIRECTS = 3;
    /** Files of one create that are fetched at the same time. */
    private static final int PER_CREATE = 4;

    private final Models models;
    private final GuardedClient guard;
    private final MediaCheckMode mode;
    private final MediaCheckLimits limits;
    private final UploadLimits sizes;
    private final Clock clock;
    private final AtomicInteger running = new AtomicInteger();

    MediaCheck(Models models, GuardedClient guard, FilesConfig config, MediaCheckLimits limits, UploadLimits sizes,
            Clock clock) {
        this.models = models;
        this.guard = guard;
        this.mode = config.media().check();
        this.limits = limits;
        this.sizes = sizes;
        this.clock = clock;
    }

    /** Whether a valid create has files to check. */
    public boolean concerns(GenerationRequest request) {
        return mode != MediaCheckMode.OFF && models.find(request.model()) != null
                && models.find(request.model()).files(request).stream().anyMatch(MediaCheck::isForeign);
    }

    /** Uploaded files have been checked already. */
    private static boolean isForeign(InputFile file) {
        return !Upload.isReference(file.url());
    }

    /**
     * Fetches and checks the files of a valid create. Takes at most the time of {@link MediaCheckLimits}.
     *
     * @return fails with {@link dev.zoetrope.video.FailureException} 422, with every file that the model does not take
     */
    public Uni<Void> check(GenerationRequest request) {
        return Uni.createFrom().deferred(() -> {
            Model model = models.find(request.model());
            List<InputFile> files = model.files(request).stream().filter(MediaCheck::isForeign).toList();
            Set<String> urls = new LinkedHashSet<>();
            files.forEach(file -> urls.add(file.url()));
            Instant until = clock.instant().plus(mode == MediaCheckMode.HEAD ? limits.headTime() : limits.fullTime());
            Map<String, MediaProbe.Found> found = new HashMap<>();
            return Multi.createFrom().iterable(urls).onItem()
                    .transformToUni(url -> probe(url, bytes(url, files, model), until).invoke(known -> found.put(url, known)))
                    .merge(PER_CREATE).collect().last().invoke(() -> refuse(files, model, found)).replaceWithVoid();
        });
    }

    /** How many bytes of a file are enough to know whether the model takes it. */
    private long bytes(String url, List<InputFile> files, Model model) {
        return mode == MediaCheckMode.HEAD ? MediaProbe.HEAD_BYTES
                : files.stream().filter(file -> file.url().equals(url)).map(file -> FileReferences.media(model, file))
                        .mapToLong(this::bytes).max().orElseThrow();
    }

    /** One byte more than a file may have. */
    private long bytes(Media media) {
        return 1 + (media.megabytes() == null ? sizes.bytes(media.kind()) : media.megabytes() * MediaFit.MEGABYTE);
    }

    private Uni<MediaProbe.Found> probe(String url, long bytes, Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        if (left.toMillis() < 1) {
            return Uni.createFrom().nullItem();
        }
        if (running.incrementAndGet() > limits.fetches()) {
            running.decrementAndGet();
            LOG.warn("a file was not checked, because too many files are being checked");
            return Uni.createFrom().nullItem();
        }
        MediaProbe probe = new MediaProbe(bytes);
        GuardPolicy policy = new GuardPolicy(limits.allowPrivate(), Long.MAX_VALUE, CONNECT_TIMEOUT, limits.idleTime(), left,
                MAX_REDIRECTS);
        return guard.exchange(GuardedRequest.get(url, mode == MediaCheckMode.HEAD ? RANGE : Map.of()), policy, probe::begin)
                .onItemOrFailure().transform((reply, failure) -> probe.found(failure == null))
                .onTermination().invoke(running::decrementAndGet);
    }

    private static void refuse(List<InputFile> files, Model model, Map<String, MediaProbe.Found> found) {
        List<Fault> faults = new ArrayList<>();
        for (InputFile file : files) {
            MediaProbe.Found known = found.get(file.url());
            String misfit = known == null ? null
                    : MediaFit.fault(FileReferences.media(model, file), known.facts(), known.size());
            if (misfit != null) {
                faults.add(new Fault(FileReferences.member(file), FileReferences.UNSUITABLE, file.member() + " " + misfit));
            }
        }
        if (!faults.isEmpty()) {
            throw Failure.invalid(faults).exception();
        }
    }
}
