package dev.zoetrope.upstream;

import org.eclipse.microprofile.faulttolerance.ExecutionContext;
import org.eclipse.microprofile.faulttolerance.FallbackHandler;

import io.smallrye.mutiny.Uni;

/** Converts a failed cancel into "not confirmed": the next poll shows what became of the task. */
class CancelFallback implements FallbackHandler<Uni<Boolean>> {
    @Override
    public Uni<Boolean> handle(ExecutionContext call) {
        return Uni.createFrom().item(false);
    }
}
