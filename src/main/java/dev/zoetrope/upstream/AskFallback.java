package dev.zoetrope.upstream;

import org.eclipse.microprofile.faulttolerance.ExecutionContext;
import org.eclipse.microprofile.faulttolerance.FallbackHandler;

import io.smallrye.mutiny.Uni;

/** A question without an answer ends nothing. */
class AskFallback implements FallbackHandler<Uni<AskOutcome>> {
    @Override
    public Uni<AskOutcome> handle(ExecutionContext call) {
        return Uni.createFrom().item(new AskOutcome.NoAnswer(null));
    }
}
