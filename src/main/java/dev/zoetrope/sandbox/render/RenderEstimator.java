package dev.zoetrope.sandbox.render;

/**
 * Estimates how long renders take, from the renders that were done. The unit of work is megapixels times frames, because the
 * time of the encoder is nearly proportional to it.
 */
public final class RenderEstimator {
    /** Seconds for fetching, decoding and starting the process. */
    private static final double START_SECONDS = 1;
    /** Seconds per unit of work before the first render: a 1080p video of 5 s takes five seconds on two cores. */
    private static final double INITIAL_SECONDS_PER_WORK = 0.02;
    private static final double WEIGHT_OF_NEWEST = 0.3;

    private double secondsPerWork = INITIAL_SECONDS_PER_WORK;

    /** Assumes 16:9, because the aspect ratio is unknown until the picture is fetched. */
    private static double megapixelFrames(RenderJob job) {
        return job.frames() * (job.shortSide() * job.shortSide() * 16.0 / 9) / 1e6;
    }

    /**
     * Learns from a finished render.
     *
     * @param seconds the time from getting a slot to the end
     */
    public synchronized void learn(RenderJob job, double seconds) {
        double measured = Math.max(0, seconds - START_SECONDS) / megapixelFrames(job);
        secondsPerWork += WEIGHT_OF_NEWEST * (measured - secondsPerWork);
    }

    /** Estimated seconds from getting a slot to the end of the render. */
    public synchronized double estimateSeconds(RenderJob job) {
        return START_SECONDS + secondsPerWork * megapixelFrames(job);
    }
}
