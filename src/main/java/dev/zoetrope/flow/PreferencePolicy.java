package dev.zoetrope.flow;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.deliver.WaitConfig;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackMode;

/** What is granted of what callers prefer. */
@ApplicationScoped
public class PreferencePolicy {
    private final WaitConfig config;
    private final boolean loops;

    PreferencePolicy(WaitConfig config, TrackConfig track) {
        this.config = config;
        this.loops = track.track().mode() == TrackMode.CONTINUOUS;
    }

    /** @param headers every {@code Prefer} of a query, in their order */
    public Preference ofQuery(List<String> headers) {
        return new Preference(Preference.of(headers, config.longest()).waiting(), false);
    }

    /**
     * @param headers every {@code Prefer} of a create, in their order; where no loops run a create is answered when its
     *        outcome is known and not before, as a frozen process must not leave a paid call behind
     */
    public Preference ofCreate(List<String> headers) {
        return loops ? Preference.of(headers, config.longest()) : ofQuery(headers);
    }
}
