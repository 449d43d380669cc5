package dev.zoetrope.sandbox.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.guard.GuardException;
import dev.zoetrope.guard.GuardPolicy;
import dev.zoetrope.guard.GuardedClient;
import dev.zoetrope.sandbox.Samples;
import dev.zoetrope.sandbox.SandboxConfig;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Fetches the inputs of a job into its directory, one after the other. Each role of an input has its own size limit. */
@Singleton
public class MediaFetch {
    private final GuardedClient guard;
    private final Samples samples;
    private final boolean allowPrivate;
    private final MediaLimits limits;

    @Inject
    public MediaFetch(GuardedClient guard, Samples samples, SandboxConfig config) {
        this(guard, samples, config.sandbox().allowPrivate(), MediaLimits.OF_CONTRACT);
    }

    MediaFetch(GuardedClient guard, Samples samples, boolean allowPrivate, MediaLimits limits) {
        this.guard = guard;
        this.samples = samples;
        this.allowPrivate = allowPrivate;
        this.limits = limits;
    }

    /**
     * @return the files in the order of {@link RenderJob#inputs()}; the Uni fails with a {@link RenderException} that names
     *         the input
     */
    public Uni<List<Path>> fetch(RenderJob job, Path directory) {
        Uni<List<Path>> files = Uni.createFrom().item(new ArrayList<>());
        List<RenderJob.Input> inputs = job.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            RenderJob.Input input = inputs.get(i);
            // A generated name: the caller's file name never reaches the disk or a command line.
            Path file = directory.resolve("input" + i);
            files = files.chain(before -> fetchInput(input, file).map(done -> {
                before.add(file);
                return before;
            }));
        }
        return files;
    }

    private Uni<Long> fetchInput(RenderJob.Input input, Path file) {
        return Samples.sampleName(input.url()).map(name -> copySample(name, file))
                .or(() -> Samples.uploadUrl(input.url()).map(url -> guard.download(url, policy(input.medium(), true), file)))
                .orElseGet(() -> guard.download(input.url(), policy(input.medium(), allowPrivate), file))
                .onFailure(GuardException.class)
                .transform(failure -> RenderException.ofInput(input.member(), failure.getMessage()));
    }

    private Uni<Long> copySample(String name, Path file) {
        return Uni.createFrom().item(() -> {
            try {
                byte[] bytes = samples.read(name);
                Files.write(file, bytes);
                return (long) bytes.length;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private GuardPolicy policy(MediaRole role, boolean onPrivateAddress) {
        long bytes = switch (role) {
            case IMAGE -> limits.imageBytes();
            case CLIP -> limits.clipBytes();
            case AUDIO -> limits.audioBytes();
        };
        return new GuardPolicy(onPrivateAddress, bytes, limits.connectTimeout(), limits.idleTimeout(),
                limits.totalTimeout(), limits.maxRedirects());
    }
}
