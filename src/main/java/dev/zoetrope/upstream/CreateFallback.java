package dev.zoetrope.upstream;

import org.eclipse.microprofile.faulttolerance.ExecutionContext;
import org.eclipse.microprofile.faulttolerance.FallbackHandler;

import io.smallrye.mutiny.Uni;

/** Gives every failure of a create its name; what none of the guards proves unsent is unknown. */
class CreateFallback implements FallbackHandler<Uni<SendOutcome>> {
    @Override
    public Uni<SendOutcome> handle(ExecutionContext call) {
        Throwable failure = call.getFailure();
        Dispatch dispatch = (Dispatch) call.getParameters()[0];
        dispatch.shut();
        if (failure instanceof CreateException read) {
            return Uni.createFrom().item(read.outcome());
        }
        return Uni.createFrom().item(
                dispatch.certainlyNotSent(failure) ? new SendOutcome.NotSent() : new SendOutcome.Unknown());
    }
}
