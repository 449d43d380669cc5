package dev.zoetrope.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.upstream.SendOutcome.Refused.Subject;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.TaskError;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;

/**
 * Sends creates and polls to the vendors. All calls of a vendor go through this class. The returned {@link Uni}s never fail:
 * every response, and every failure, is returned as an outcome.
 *
 * <p>
 * Each call passes these guards, from the outermost to the innermost: fallback, retry (creates only), timeout, bulkhead, and
 * then the circuit breaker of the vendor and its key. The guards of a method have annotations; their numbers are settings
 * ({@code application.properties}, {@link FaultToleranceTimeouts}). The fallback never turns a failure into a success: it
 * converts the failure into an outcome of the law of the paid POST ({@code docs/contract.md}).
 */
@ApplicationScoped
public class Upstream {
    private static final String NO_MODEL = "The gateway no longer has the model of this task.";

    private final Vendors vendors;
    private final Models models;
    private final Outage outage;
    private final BreakerLossWindow lossWindow;
    private final Meters meters;
    private final Clock clock;
    private final UpstreamConfig config;
    private final UploadHandover uploads;

    Upstream(Vendors vendors, Models models, Outage outage, BreakerLossWindow lossWindow, Meters meters, Clock clock,
            UpstreamConfig config, UploadHandover uploads) {
        this.vendors = vendors;
        this.uploads = uploads;
        this.models = models;
        this.outage = outage;
        this.lossWindow = lossWindow;
        this.meters = meters;
        this.clock = clock;
        this.config = config;
    }

    /** Sends a create to the vendor of the permit, and resends it there at once only if it provably was not sent. */
    @Fallback(CreateFallback.class)
    @Retry(retryOn = CreateException.NotSent.class)
    @Timeout
    @Bulkhead
    public Uni<SendOutcome> create(SendPermit permit) {
        VendorAccount account = vendors.account(permit.pin());
        return account.breaker().get(() -> attempt(permit, account));
    }

    private Uni<SendOutcome> attempt(SendPermit permit, VendorAccount account) {
        Timer.Sample sample = Timer.start();
        UnwrittenCreates unwritten = account.vendor().clients().unwritten();
        VendorCalls calls = account.vendor().clients().calls();
        String attemptNumber = unwritten.add(permit);
        Instant startedAt = clock.instant();
        return recordingAcceptance(permit, post(calls, permit.request(), account, attemptNumber)
                .onTermination().invoke(() -> unwritten.remove(attemptNumber))
                .invoke(() -> outage.recordAnswered(account.vendor().name()))
                .map(response -> calls.classifyCreate(response, account.key())))
                .onFailure().transform(failure -> toCreateException(permit, failure, startedAt))
                .onFailure(Upstream::isLoss).invoke(ignored -> lossWindow.recordLoss(account.breakerName()))
                .onItemOrFailure().invoke((outcome, failure) -> sample.stop(
                        meters.upstreamCalls("create", failure == null ? outcome.label() : labelOf(failure))));
    }

    /** A body that cannot be written fails the Uni, like every other failure of the attempt. */
    private Uni<Response> post(VendorCalls calls, GenerationRequest request, VendorAccount account, String attemptNumber) {
        Model model = models.find(request.model());
        String modelId = account.vendor().spec().models().get(request.model());
        if (model == null || modelId == null) {
            return Uni.createFrom().failure(new CreateException.Refused(noModel()));
        }
        return uploads.handOver(request, model, account.vendor().spec(), account.vendor().protocol())
                .flatMap(handed -> post(calls, account, attemptNumber,
                        new VendorCalls.Create(handed.request(), model, modelId, handed.files())).onTermination()
                        .invoke(handed.release()));
    }

    private static Uni<Response> post(VendorCalls calls, VendorAccount account, String attemptNumber,
            VendorCalls.Create create) {
        try {
            return calls.create(account.key(), attemptNumber, create);
        } catch (JsonProcessingException unwritable) {
            return Uni.createFrom().failure(unwritable);
        }
    }

    /** The refusal of a create whose model is not among the models any more: nobody knows how to write it. */
    public static SendOutcome.Refused noModel() {
        return new SendOutcome.Refused(Failure.invalid(List.of(new Fault("model", "model_not_found", NO_MODEL))),
                new TaskError("model_not_found", NO_MODEL), Subject.CREATE);
    }

    /**
     * Polls a task, with one request at most: after a failure, the next poll is at its planned time.
     *
     * @param pin the vendor and key of the task; null for the default vendor
     * @param vendorId the vendor's id of the task
     * @param permit called just before the request; if it returns false, nothing is sent and the outcome is
     *        {@link PollOutcome.NoAnswer}
     */
    @Fallback(PollFallback.class)
    @Timeout
    public Uni<PollOutcome> ask(Pin pin, String vendorId, BooleanSupplier permit) {
        VendorAccount account = vendors.account(pin);
        if (account == null) {
            return Uni.createFrom().item(new PollOutcome.NoAnswer(null));
        }
        boolean ownKey = pin == null || pin.key().isEmpty() || pin.key().equals(account.key().name());
        return account.vendor().pollGuard().get(() -> poll(account, ownKey, vendorId, permit));
    }

    private Uni<PollOutcome> poll(VendorAccount account, boolean ownKey, String vendorId, BooleanSupplier permit) {
        if (!permit.getAsBoolean()) {
            return Uni.createFrom().item(new PollOutcome.NoAnswer(null));
        }
        Timer.Sample sample = Timer.start();
        VendorCalls calls = account.vendor().clients().calls();
        return calls.poll(account.key(), vendorId).map(response -> calls.classifyPoll(response, account.key(), vendorId))
                .onFailure().transform(failure -> new PollException())
                .onItem().transform(outcome -> requireAnswer(outcome, ownKey))
                .onFailure().invoke(ignored -> lossWindow.recordLoss(account.vendor().pollBreakerName()))
                .onItemOrFailure().invoke((outcome, failure) -> sample.stop(
                        meters.upstreamCalls(Meters.QUERY, failure == null ? "answered" : "no_answer")));
    }

    /**
     * Asks the vendor to cancel a task, with one request.
     *
     * @param pin the vendor and key of the task; its vendor {@link Vendors#cancelsQueued cancels}
     * @return whether the vendor confirms that the task is cancelled; false proves nothing
     */
    @Fallback(CancelFallback.class)
    @Timeout
    public Uni<Boolean> cancel(Pin pin, String vendorId) {
        VendorAccount account = vendors.account(pin);
        VendorCalls calls = account.vendor().clients().calls();
        return calls.cancel(account.key(), vendorId).map(calls::confirmsCancel);
    }

    /**
     * Subscribes to the response independently of the guards, so that an acceptance after their timeout is still recorded.
     */
    private static Uni<SendOutcome> recordingAcceptance(SendPermit permit, Uni<SendOutcome.Accepted> answer) {
        return Uni.createFrom().emitter(guards -> answer.subscribe().with(accepted -> {
            permit.recordAcceptance(accepted);
            guards.complete(accepted);
        }, guards::fail));
    }

    private static boolean isLoss(Throwable failure) {
        return failure instanceof CreateException.NotSent || failure instanceof CreateException.Lost;
    }

    private CreateException toCreateException(SendPermit permit, Throwable failure, Instant startedAt) {
        if (failure instanceof CreateException read) {
            return read;
        }
        if (permit.isWithheld()) {
            return new CreateException.Withheld();
        }
        if (permit.certainlyNotSent(failure)) {
            permit.markUnsent();
            return new CreateException.NotSent(SendFailureReason.of(failure));
        }
        Duration taken = Duration.between(startedAt, clock.instant());
        boolean late = failure instanceof java.util.concurrent.TimeoutException || taken.compareTo(config.readTimeout()) >= 0;
        return new CreateException.Lost(
                (late ? "no complete response within " : "the connection failed after ") + taken.toMillis() + " ms");
    }

    /**
     * Makes a poll without a task a failure for the guards, unless the vendor sent {@code Retry-After}. If the key of the task
     * is not among the keys any more, the answer that another key may not see the task proves nothing.
     */
    private static PollOutcome requireAnswer(PollOutcome outcome, boolean ownKey) {
        if (outcome instanceof PollOutcome.KeyRefused && !ownKey) {
            return new PollOutcome.UnknownTask();
        }
        if (outcome instanceof PollOutcome.KeyRefused
                || outcome instanceof PollOutcome.NoAnswer none && none.retryAfter() == null) {
            throw new PollException();
        }
        return outcome;
    }

    private static String labelOf(Throwable failure) {
        return failure instanceof CreateException read ? read.outcome().label() : "unknown";
    }
}
