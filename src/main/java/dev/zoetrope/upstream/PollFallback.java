package dev.zoetrope.upstream;

import org.eclipse.microprofile.faulttolerance.ExecutionContext;
import org.eclipse.microprofile.faulttolerance.FallbackHandler;

import io.smallrye.mutiny.Uni;

/** Converts a failed poll into {@link PollOutcome.NoAnswer}: a failed poll never ends a task. */
class PollFallback implements FallbackHandler<Uni<PollOutcome>> {
    @Override
    public Uni<PollOutcome> handle(ExecutionContext call) {
        return Uni.createFrom().item(new PollOutcome.NoAnswer(null));
    }
}
