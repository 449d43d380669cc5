package dev.zoetrope.sandbox;

import java.util.random.RandomGenerator;

import dev.zoetrope.sandbox.render.RenderJob;
import dev.zoetrope.video.GenerationRequest;

/** Makes a job of a request: defaults filled in, a seed drawn where none was said, our own samples recognised. */
final class RenderJobs {
    private RenderJobs() {
    }

    static RenderJob of(GenerationRequest request, SandboxOrigin origin, Samples samples, RandomGenerator random) {
        int seed = request.seed() == null ? random.nextInt(Integer.MAX_VALUE) : request.seed();
        return new RenderJob(request.mode(), request.imageUrls().stream().map(url -> samples.shortened(url, origin)).toList(),
                samples.shortened(request.videoUrl(), origin), samples.shortened(request.audioUrl(), origin),
                request.durationOrDefault(), request.resolutionOrDefault().shortSide(), seed);
    }
}
