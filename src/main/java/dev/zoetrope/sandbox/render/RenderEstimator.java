package dev.zoetrope.sandbox.render;

/**
 * How long renders take, learned from those that were done. Work is counted in megapixels times frames, to which the
 * encoder's time is nearly proportional.
 */
public final class RenderEstimator {
    /** For fetching, decoding and starting the process. */
    private static final double START_SECONDS = 1;
    /** 5 s of 1080p in five seconds on two cores; the first renders correct it. */
    private static final double FIRST_GUESS = 0.02;
    private static final double WEIGHT_OF_NEWEST = 0.3;

    private double secondsPerWork = FIRST_GUESS;

    /** The size is not known before the picture is, so 16:9 is assumed. */
    private static double work(RenderJob job) {
        return job.frames() * (job.shortSide() * job.shortSide() * 16.0 / 9) / 1e6;
    }

    /** Takes in what a render took from its slot to its end. */
    public synchronized void learn(RenderJob job, double seconds) {
        double measured = Math.max(0, seconds - START_SECONDS) / work(job);
        secondsPerWork += WEIGHT_OF_NEWEST * (measured - secondsPerWork);
    }

    /** Seconds this render will take once it has a slot. */
    public synchronized double seconds(RenderJob job) {
        return START_SECONDS + secondsPerWork * work(job);
    }
}
