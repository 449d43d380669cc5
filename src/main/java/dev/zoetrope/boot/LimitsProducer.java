package dev.zoetrope.boot;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.zoetrope.deliver.EventLimits;
import dev.zoetrope.files.MediaCheckLimits;
import dev.zoetrope.files.UploadLimits;
import dev.zoetrope.sandbox.SandboxLimits;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackLimits;
import dev.zoetrope.upstream.UpstreamLimits;
import dev.zoetrope.vault.CopyLimits;
import dev.zoetrope.work.WorkMode;
import io.quarkus.arc.DefaultBean;

/** Produces the limits that are constants or follow from the mode. Tests of the application replace them. */
class LimitsProducer {
    @Produces
    @DefaultBean
    @Singleton
    TrackLimits track() {
        return TrackLimits.DEFAULT;
    }

    @Produces
    @DefaultBean
    @Singleton
    UpstreamLimits upstream(TrackConfig config) {
        return new UpstreamLimits(config.track().mode() == WorkMode.CONTINUOUS);
    }

    @Produces
    @DefaultBean
    @Singleton
    CopyLimits copies(TrackConfig config) {
        return config.track().mode() == WorkMode.CONTINUOUS ? CopyLimits.CONTINUOUS : CopyLimits.ON_DEMAND;
    }

    @Produces
    @DefaultBean
    @Singleton
    EventLimits events() {
        return EventLimits.DEFAULT;
    }

    @Produces
    @DefaultBean
    @Singleton
    SandboxLimits sandbox() {
        return SandboxLimits.DEFAULT;
    }

    @Produces
    @DefaultBean
    @Singleton
    UploadLimits uploads() {
        return UploadLimits.DEFAULT;
    }

    @Produces
    @DefaultBean
    @Singleton
    MediaCheckLimits mediaChecks() {
        return MediaCheckLimits.DEFAULT;
    }
}
