package dev.zoetrope.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.zoetrope.model.Models;
import dev.zoetrope.observe.Meters;
import io.micrometer.core.instrument.Timer;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;

/**
 * Sends creates and polls to the vendor. All calls of the vendor go through this class. The returned {@link Uni}s never
 * fail: every response, and every failure, is returned as an outcome.
 *
 * <p>
 * Each call passes these guards, from the outermost to the innermost: fallback, retry (creates only), circuit breaker,
 * timeout, bulkhead. Their numbers are settings ({@code application.properties}, {@link FaultToleranceTimeouts}). The fallback
 * never turns a failure into a success: it converts the failure into an outcome of the law of the paid POST
 * ({@code docs/contract.md}).
 */
@ApplicationScoped
public class Upstream {
    /** The circuit breakers' names. */
    static final String CREATES = "creates";
    static final String POLLS = "asks";

    private final VendorClients clients;
    private final UpstreamTarget target;
    private final Models models;
    private final ResponseClassifier classifier;
    private final Outage outage;
    private final BreakerLossWindow lossWindow;
    private final Meters meters;
    private final Clock clock;
    private final UpstreamConfig config;

    Upstream(VendorClients clients, UpstreamTarget target, Models models, ResponseClassifier classifier, Outage outage,
            BreakerLossWindow lossWindow, Meters meters, Clock clock, UpstreamConfig config) {
        this.clients = clients;
        this.target = target;
        this.models = models;
        this.classifier = classifier;
        this.outage = outage;
        this.lossWindow = lossWindow;
        this.meters = meters;
        this.clock = clock;
        this.config = config;
    }

    /** Sends a create, and resends it at once only if it provably was not sent. */
    @Fallback(CreateFallback.class)
    @Retry(retryOn = CreateException.NotSent.class)
    @CircuitBreaker(failOn = { CreateException.NotSent.class, CreateException.Lost.class, TimeoutException.class })
    @CircuitBreakerName(CREATES)
    @Timeout
    @Bulkhead
    public Uni<SendOutcome> create(SendPermit permit) {
        Timer.Sample sample = Timer.start();
        VendorApi vendor = clients.creates();
        String attemptNumber = clients.unwritten().add(permit);
        Instant startedAt = clock.instant();
        return recordingAcceptance(permit, post(vendor, permit, attemptNumber)
                .onTermination().invoke(() -> clients.unwritten().remove(attemptNumber)).invoke(outage::recordAnswered)
                .map(classifier::classifyCreate))
                .onFailure().transform(failure -> toCreateException(permit, failure, startedAt))
                .onFailure(Upstream::isLoss).invoke(ignored -> lossWindow.recordLoss(CREATES))
                .onItemOrFailure().invoke((outcome, failure) -> sample.stop(
                        meters.upstreamCalls("create", failure == null ? outcome.label() : labelOf(failure))));
    }

    /** A body that cannot be written fails the Uni, like every other failure of the attempt. */
    private Uni<Response> post(VendorApi vendor, SendPermit permit, String attemptNumber) {
        try {
            return vendor.create(target.authorization(), attemptNumber,
                    CreateBody.toJson(permit.request(), models));
        } catch (JsonProcessingException | CreateException.Refused unwritable) {
            return Uni.createFrom().failure(unwritable);
        }
    }

    /**
     * Polls a task, with one request at most: after a failure, the next poll is at its planned time.
     *
     * @param vendorId the vendor's id of the task
     * @param permit called just before the request; if it returns false, nothing is sent and the outcome is
     *        {@link PollOutcome.NoAnswer}
     */
    @Fallback(PollFallback.class)
    @CircuitBreaker(failOn = { PollException.class, TimeoutException.class })
    @CircuitBreakerName(POLLS)
    @Timeout
    @Bulkhead
    public Uni<PollOutcome> ask(String vendorId, BooleanSupplier permit) {
        if (!permit.getAsBoolean()) {
            return Uni.createFrom().item(new PollOutcome.NoAnswer(null));
        }
        Timer.Sample sample = Timer.start();
        return clients.polls().query(target.authorization(), vendorId).map(classifier::classifyPoll)
                .onFailure().transform(failure -> new PollException())
                .onItem().transform(Upstream::requireAnswer)
                .onFailure().invoke(ignored -> lossWindow.recordLoss(POLLS))
                .onItemOrFailure().invoke((outcome, failure) -> sample.stop(
                        meters.upstreamCalls("query", failure == null ? "answered" : "no_answer")));
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

    /** Makes a poll without a task a failure for the guards, unless the vendor sent {@code Retry-After}. */
    private static PollOutcome requireAnswer(PollOutcome outcome) {
        if (outcome instanceof PollOutcome.NoAnswer none && none.retryAfter() == null) {
            throw new PollException();
        }
        return outcome;
    }

    private static String labelOf(Throwable failure) {
        return failure instanceof CreateException read ? read.outcome().label() : "unknown";
    }
}
