package dev.zoetrope.upstream;

import jakarta.inject.Inject;

import org.eclipse.microprofile.faulttolerance.ExecutionContext;
import org.eclipse.microprofile.faulttolerance.FallbackHandler;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

import io.smallrye.mutiny.Uni;

/** Converts every failure of a create into an outcome: unknown, unless the failure proves that the create was not sent. */
class CreateFallback implements FallbackHandler<Uni<SendOutcome>> {
    private final Outage outage;

    @Inject
    CreateFallback(Outage outage) {
        this.outage = outage;
    }

    @Override
    public Uni<SendOutcome> handle(ExecutionContext call) {
        Throwable failure = call.getFailure();
        SendPermit permit = (SendPermit) call.getParameters()[0];
        permit.revoke();
        if (failure instanceof CreateException.NotSent unsent) {
            outage.recordNotSent(permit.pin().vendor(), unsent.reason());
        }
        if (failure instanceof CreateException read) {
            return Uni.createFrom().item(read.outcome());
        }
        if (failure instanceof CircuitBreakerOpenException) {
            outage.recordNotSent(permit.pin().vendor(), SendFailureReason.BREAKER_OPEN);
        }
        return Uni.createFrom().item(permit.certainlyNotSent(failure) ? new SendOutcome.NotSent()
                : new SendOutcome.Unknown("no response in time"));
    }
}
