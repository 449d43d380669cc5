package dev.zoetrope.deliver.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.deliver.DeliverConfig;
import dev.zoetrope.deliver.TaskPresenter;
import dev.zoetrope.deliver.WebhookSecrets;
import dev.zoetrope.guard.GuardPolicy;
import dev.zoetrope.guard.GuardedClient;
import dev.zoetrope.guard.GuardedRequest;
import dev.zoetrope.ledger.Delivery;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** Makes one attempt: signs and sends the current task object of the delivery's task. */
@Singleton
class WebhookSender {
    /**
     * The maximum number of bytes of an answer that are read and discarded; a connection with a longer answer is not reused.
     */
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final Duration MAX_CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /**
     * How long an idle connection is kept open. Common servers close an idle connection after 5 s or more. The gateway
     * closes it earlier, so that no server closes the connection just as a callback begins.
     */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(3);
    private static final String USER_AGENT = "Zoetrope-Webhooks/1";

    private final WebhookSecrets secrets;
    private final TaskPresenter presenter;
    private final ObjectMapper json;
    private final Clock clock;
    private final GuardedClient client;
    private final GuardPolicy policy;

    @Inject
    WebhookSender(DeliverConfig config, WebhookSecrets secrets, TaskPresenter presenter, ObjectMapper json, Clock clock,
            Vertx vertx) {
        this(config, WebhookLimits.DEFAULT, secrets, presenter, json, clock, vertx);
    }

    WebhookSender(DeliverConfig config, WebhookLimits limits, WebhookSecrets secrets, TaskPresenter presenter,
            ObjectMapper json, Clock clock, Vertx vertx) {
        this.secrets = secrets;
        this.presenter = presenter;
        this.json = json;
        this.clock = clock;
        this.client = GuardedClient.withKeepAlive(vertx, limits.perReceiver(), KEEP_ALIVE);
        Duration timeout = config.webhook().timeout();
        Duration connect = timeout.compareTo(MAX_CONNECT_TIMEOUT) < 0 ? timeout : MAX_CONNECT_TIMEOUT;
        this.policy = new GuardPolicy(config.webhook().allowPrivate(), MAX_ANSWER_BYTES, connect, timeout, timeout, 0);
    }

    /** @return the result of the attempt; never fails because of the receiver */
    Uni<AttemptResult> send(Delivery delivery, Task task) {
        List<byte[]> keys = secrets.of(delivery.caller());
        if (keys.isEmpty()) {
            return Uni.createFrom().item(AttemptResult.UNSIGNED);
        }
        Instant now = clock.instant();
        byte[] body = body(task);
        Map<String, String> headers = Map.of("webhook-id", delivery.id(), "webhook-timestamp",
                Long.toString(now.getEpochSecond()), "webhook-signature",
                WebhookSignature.of(keys, delivery.id(), now, body), "Content-Type", "application/json", "User-Agent",
                USER_AGENT);
        return client.send(GuardedRequest.post(delivery.url(), headers, Buffer.buffer(body)), policy)
                .map(reply -> AttemptResult.of(reply, clock.instant()))
                .onFailure().recoverWithItem(AttemptResult::of);
    }

    private byte[] body(Task task) {
        try {
            return json.writeValueAsBytes(presenter.view(task));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a task object cannot be serialized", e);
        }
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
