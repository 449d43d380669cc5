package dev.zoetrope.fake;

import java.time.Duration;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import dev.zoetrope.deliver.EventLimits;
import dev.zoetrope.files.MediaCheckLimits;
import dev.zoetrope.sandbox.SandboxLimits;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackLimits;
import dev.zoetrope.upstream.UpstreamLimits;
import dev.zoetrope.vault.CopyLimits;
import dev.zoetrope.work.WorkMode;

/** Replaces the limits of the application in a test that sets {@code test.*}; the others are those of production. */
@Singleton
class TestLimits {
    private final Config config;
    private final boolean continuous;

    TestLimits(Config config, TrackConfig track) {
        this.config = config;
        this.continuous = track.track().mode() == WorkMode.CONTINUOUS;
    }

    private Duration time(String name, Duration otherwise) {
        return config.getOptionalValue("test." + name, Duration.class).orElse(otherwise);
    }

    private int number(String name, int otherwise) {
        return config.getOptionalValue("test." + name, Integer.class).orElse(otherwise);
    }

    @Produces
    @Singleton
    TrackLimits track() {
        TrackLimits ours = TrackLimits.DEFAULT;
        return new TrackLimits(time("track.pace", ours.pace()), ours.batch(), ours.longestHold(),
                new TrackLimits.Deletion(time("track.retention-interval", ours.retention().interval()),
                        number("track.retention-batch", ours.retention().batch()),
                        time("track.retention-pause", ours.retention().pause())),
                time("task.results-wait", ours.resultsWait()), time("task.first-late-look", ours.firstLatePoll()),
                time("task.longest-late-look", ours.longestLatePoll()),
                number("submit.caller-percent", ours.callerPercent()));
    }

    @Produces
    @Singleton
    UpstreamLimits upstream() {
        return new UpstreamLimits(config.getOptionalValue("test.upstream.keep-alive", Boolean.class).orElse(continuous));
    }

    @Produces
    @Singleton
    CopyLimits copies() {
        CopyLimits ours = continuous ? CopyLimits.CONTINUOUS : CopyLimits.ON_DEMAND;
        return new CopyLimits(time("vault.idle-timeout", ours.idleTimeout()), ours.totalTimeout(),
                time("vault.dead-after", ours.deadAfter()));
    }

    @Produces
    @Singleton
    EventLimits events() {
        EventLimits ours = EventLimits.DEFAULT;
        return new EventLimits(time("events.heartbeat", ours.heartbeat()), time("events.lag", ours.lag()),
                number("events.most", ours.maxStreams()), time("events.longest-wait", ours.longestWait()));
    }

    /** {@code test.media.host}: the one host whose private addresses may be reached. */
    @Produces
    @Singleton
    MediaCheckLimits mediaChecks() {
        MediaCheckLimits ours = MediaCheckLimits.DEFAULT;
        String host = config.getOptionalValue("test.media.host", String.class).orElse("");
        return new MediaCheckLimits(time("media.time", ours.headTime()), time("media.time", ours.fullTime()),
                time("media.idle-time", ours.idleTime()), number("media.fetches", ours.fetches()), host::equals);
    }

    @Produces
    @Singleton
    SandboxLimits sandbox() {
        SandboxLimits ours = SandboxLimits.DEFAULT;
        return new SandboxLimits(number("sandbox.queue", ours.queue()), number("sandbox.keep", ours.keep()));
    }
}
