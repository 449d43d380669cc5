package dev.zoetrope.flow;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.deliver.DeliverConfig;

/** Decides which preferences of callers are applied. */
@ApplicationScoped
public class PreferencePolicy {
    private final DeliverConfig config;
    private final RequestMode mode;

    PreferencePolicy(DeliverConfig config, RequestMode mode) {
        this.config = config;
        this.mode = mode;
    }

    /**
     * Whether an answer may wait for longer than {@code zoetrope.wait.longest}. Not in on-demand mode: a platform that freezes
     * the process hides whether the answer arrived, and a retry would be a second create.
     */
    public boolean allowsWaitingAnswers() {
        return mode.answersBeforeOutcome();
    }

    /** @param headers all values of {@code Prefer} in a query, in their order */
    public Preference ofQuery(List<String> headers) {
        return new Preference(Preference.of(headers, config.longPoll().longest()).maxWait(), false);
    }

    /**
     * In on-demand mode {@code respond-async} is ignored: a create is not answered before its outcome is known, because the
     * process may be frozen after the answer and must not be frozen with a paid call in flight.
     *
     * @param headers all values of {@code Prefer} in a create, in their order
     */
    public Preference ofCreate(List<String> headers) {
        return mode.answersBeforeOutcome() ? Preference.of(headers, config.longPoll().longest()) : ofQuery(headers);
    }
}
