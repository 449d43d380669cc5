package dev.zoetrope.track;

import java.time.Duration;

import io.smallrye.config.WithDefault;

/** When due work is looked for, and how often the vendor is asked. */
public interface LoopConfig {
    /** {@code on-demand} runs no loop and no timer at all. */
    @WithDefault("continuous")
    TrackMode mode();

    /** How often due tasks are looked for while there are none. */
    @WithDefault("500ms")
    Duration interval();

    /** How often while there are some: what a question may come too late by, against the price of a commit. */
    @WithDefault("50ms")
    Duration pace();

    /** Most tasks of one kind taken at once; what is left is due at the next look. Some KB each. */
    @WithDefault("256")
    int batch();

    /** No task is asked about more often: below a second a caller sees no difference. */
    @WithDefault("1s")
    Duration minInterval();

    /** No running task is asked about more rarely, unless the vendor wants it: what a surprise may go unseen for. */
    @WithDefault("2m")
    Duration maxInterval();

    /** The vendor's {@code Retry-After} holds up all questions of this process, but no longer than this at once. */
    @WithDefault("1m")
    Duration longestHold();

    /** How long a tick begins new work; it answers when what it began has ended. */
    @WithDefault("20s")
    Duration tick();

    /** How often ended tasks past their retention are looked for. */
    @WithDefault("1m")
    Duration retentionInterval();

    /** Most tasks removed by one commit: what a create may have to wait behind. */
    @WithDefault("200")
    int retentionBatch();

    /** The pause between two such commits, for the writes of others. */
    @WithDefault("200ms")
    Duration retentionPause();
}
