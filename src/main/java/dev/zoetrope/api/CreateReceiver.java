package dev.zoetrope.api;

import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.admit.ClientAttempt;
import dev.zoetrope.admit.CurrentCaller;
import dev.zoetrope.files.FileReferences;
import dev.zoetrope.files.MediaCheck;
import dev.zoetrope.flow.CreatedTask;
import dev.zoetrope.flow.GenerationFlow;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.GenerationRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Receives creates in every API of the gateway: idempotency, retries, hang-ups and refusals are the same in all of them. */
@ApplicationScoped
public class CreateReceiver {
    private static final String REPLAYED_HEADER = "Idempotency-Replayed";

    private final GenerationFlow flow;
    private final FileReferences files;
    private final MediaCheck media;
    private final CurrentCaller caller;

    CreateReceiver(GenerationFlow flow, FileReferences files, MediaCheck media, CurrentCaller caller) {
        this.media = media;
        this.files = files;
        this.flow = flow;
        this.caller = caller;
    }

    /**
     * Receives a create. Call it from the resource method, on the event loop.
     *
     * @param preference how long the answer waits
     * @param body reads and checks the request; called after the head of the request has been checked
     * @return the task; the Uni fails with {@link dev.zoetrope.video.FailureException} if the request is refused, here or by
     *         the vendor. A header of the response says whether the create is a retry
     */
    public Uni<CreatedTask> receive(RoutingContext request, Preference preference,
            Function<Caller, Uni<GenerationRequest>> body) {
        return receive(request, RetryHeaders.of(request), preference, body);
    }

    /**
     * Receives a create whose answer continues until its task has ended. Such an answer may be lost long after the create, so
     * an equal create counts as its retry for longer ({@link ClientAttempt#withWaitingAnswer}).
     *
     * @param body as for {@link #receive}
     * @return as {@link #receive}: it does not wait for the end of the task
     */
    public Uni<CreatedTask> receiveForWaitingAnswer(RoutingContext request, Function<Caller, Uni<GenerationRequest>> body) {
        return receive(request, RetryHeaders.of(request).withWaitingAnswer(), Preference.NONE, body);
    }

    private Uni<CreatedTask> receive(RoutingContext request, ClientAttempt attempt, Preference preference,
            Function<Caller, Uni<GenerationRequest>> body) {
        Caller owner = caller.of(request);
        return body.apply(owner).flatMap(create -> files.resolve(owner, create))
                .call(create -> media.concerns(create) ? checkMedia(owner, create, attempt) : Uni.createFrom().voidItem())
                .flatMap(create -> flow.create(owner, create, RequestOrigin.of(request), attempt, preference,
                        RetryHeaders.trackAnswer(request)))
                .invoke(created -> {
                    if (created.replayed()) {
                        request.response().putHeader(REPLAYED_HEADER, "true");
                    }
                    created.refusal().ifPresent(refusal -> {
                        throw refusal.exception();
                    });
                });
    }

    /**
     * Files behind URLs of others are checked before the create is stored, so that a refused create leaves no task. A retry is
     * not checked: its first try was, and what the URL gives now must not hide the task that was paid. So the ledger is asked
     * first. A retry that arrives while its first try is being checked is checked, too; the ledger then decides as always.
     */
    private Uni<Void> checkMedia(Caller owner, GenerationRequest create, ClientAttempt attempt) {
        return flow.isRetry(owner, create, attempt)
                .flatMap(known -> known ? Uni.createFrom().voidItem() : media.check(create));
    }
}
