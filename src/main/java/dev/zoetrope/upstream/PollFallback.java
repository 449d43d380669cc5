package dev.zoetrope.upstream;

import org.eclipse.microprofile.faulttolerance.ExecutionContext;
import org.eclipse.microprofile.faulttolerance.FallbackHandler;

import io.smallrye.mutiny.Uni;

/** A question without an answer ends nothing. */
class PollFallback implements FallbackHandler<Uni<PollOutcome>> {
    @Override
    public Uni<PollOutcome> handle(ExecutionContext call) {
        return Uni.createFrom().item(new PollOutcome.NoAnswer(null));
    }
}
