package dev.zoetrope.sandbox;

import java.util.random.RandomGenerator;

import dev.zoetrope.sandbox.render.RenderJob;
import dev.zoetrope.video.GenerationRequest;

/**
 * Creates the render job of a request: fills in defaults, draws a random seed if the request has none, and replaces the URLs
 * of samples.
 */
final class RenderJobs {
    private RenderJobs() {
    }

    static RenderJob of(GenerationRequest request, SandboxOrigin origin, Samples samples, RandomGenerator random) {
        int seed = request.seed() == null ? random.nextInt(Integer.MAX_VALUE) : request.seed();
        return new RenderJob(request.mode(), request.imageUrls().stream().map(url -> samples.toJobUrl(url, origin)).toList(),
                samples.toJobUrl(request.videoUrl(), origin), samples.toJobUrl(request.audioUrl(), origin),
                request.durationOrDefault(), request.resolutionOrDefault().shortSide(), seed);
    }
}
