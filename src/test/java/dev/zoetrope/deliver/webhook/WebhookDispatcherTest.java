package dev.zoetrope.deliver.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.deliver.Secrets;
import dev.zoetrope.deliver.TaskPresenter;
import dev.zoetrope.deliver.WebhookSecrets;
import dev.zoetrope.fake.Receiver;
import dev.zoetrope.fake.SelfSigned;
import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.ledger.CallbackTasks;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Delivery;
import dev.zoetrope.ledger.DeliveryState;
import dev.zoetrope.ledger.replica.LedgerOnDisk;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.vault.SignedUrlsOf;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Task;
import dev.zoetrope.work.WorkDispatcher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;

/** Deliveries from a real ledger to a real receiver, on a virtual clock. */
class WebhookDispatcherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final WebhookLimits LIMITS = new WebhookLimits(64, 8);

    @TempDir
    Path directory;
    private final VirtualClock clock = new VirtualClock();
    private final Vertx vertx = Vertx.vertx();
    private final Receiver receiver = new Receiver();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger woken = new AtomicInteger();
    private LedgerOnDisk store;
    private WebhookSender sender;
    private WebhookDispatcher dispatcher;

    @BeforeEach
    void open() {
        store = new LedgerOnDisk(directory);
        configure(Secrets.Config.of(Secrets.SETTING.split(",", -1)));
    }

    private void configure(Secrets.Config config) {
        if (sender != null) {
            sender.close();
        }
        sender = new WebhookSender(config, LIMITS, new WebhookSecrets(config),
                new TaskPresenter(SignedUrlsOf.clock(clock), task -> false),
                new ObjectMapper(), clock, vertx);
        dispatcher = new WebhookDispatcher(store.outbox, store.ledger, sender, config, LIMITS, store.feed, new Meters(registry),
                clock,
                new Random(1));
        dispatcher.setWakeUp(woken::incrementAndGet);
    }

    @AfterEach
    void close() {
        sender.close();
        store.close();
        receiver.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    private Task running(String url) {
        Instant now = clock.instant();
        Task sending = CallbackTasks.sending("alice", url, now);
        get(store.ledger.create(CreateIntent.of(sending)));
        return written(CallbackTasks.running(sending, now));
    }

    private Task written(Task next) {
        assertThat(get(store.ledger.transition(next))).isTrue();
        return next;
    }

    private Task completed(String url) {
        return written(CallbackTasks.completed(running(url), clock.instant(), null));
    }

    /** Runs one round and waits for its attempts; returns their number. */
    private int round() {
        WorkDispatcher.Round round = get(dispatcher.runRound());
        get(round.ended());
        return round.count();
    }

    /** Runs one round per interval until the time is over. */
    private void runRounds(Duration time, Duration every) {
        for (Instant end = clock.instant().plus(time); clock.instant().isBefore(end); clock.advance(every)) {
            round();
        }
    }

    private Delivery only(Task task) {
        List<Delivery> all = all(task);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private List<Delivery> all(Task task) {
        return get(store.outbox.list(new Caller("alice"), Optional.of(task.id()), Optional.empty(), 10, Optional.empty()));
    }

    @Test
    void an_end_is_delivered_once_and_wakes_the_loop() {
        // When
        Task task = completed(receiver.url("/in"));
        round();
        runRounds(Duration.ofHours(30), Duration.ofMinutes(30));
        // Then
        assertThat(woken).hasPositiveValue();
        assertThat(only(task).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(receiver.received("/in")).singleElement().satisfies(seen -> {
            assertThat(seen.id()).isEqualTo(only(task).id());
            assertThat(seen.headers().get("Content-Type")).isEqualTo("application/json");
            assertThat(seen.headers().get("User-Agent")).startsWith("Zoetrope");
            assertThat(seen.headers().get("webhook-signature").split(" ", -1)).hasSize(2);
            assertThat(seen.body()).contains("\"id\":\"" + task.id() + "\"").contains("\"status\":\"completed\"")
                    .doesNotContain("vendor-");
        });
        assertThat(registry.counter("zoetrope.webhooks", "outcome", "delivered").count()).isEqualTo(1);
    }

    @Test
    void a_receiver_that_is_down_for_an_hour_is_told_once_it_is_up() {
        // Given: the receiver is down
        Receiver gone = new Receiver();
        int port = gone.port();
        Task task = completed(gone.url("/in"));
        gone.close();
        // When: an hour passes, and then the time to the next attempt
        runRounds(Duration.ofHours(1), Duration.ofSeconds(30));
        Delivery down = only(task);
        try (Receiver back = new Receiver(port, new HttpServerOptions())) {
            runRounds(Duration.ofHours(3), Duration.ofMinutes(1));
            // Then
            assertThat(down.state()).isEqualTo(DeliveryState.WAITING);
            assertThat(down.attempts()).isEqualTo(6);
            assertThat(down.lastError()).isEqualTo("unreachable");
            assertThat(back.received("/in")).extracting(Receiver.Received::id).containsExactly(down.id());
            assertThat(only(task).state()).isEqualTo(DeliveryState.DELIVERED);
        }
    }

    @Test
    void what_fails_every_time_is_given_up_and_kept_and_can_be_delivered_again() {
        // Given
        receiver.on("/bad", 500);
        Task task = completed(receiver.url("/bad"));
        // When
        runRounds(Duration.ofHours(30), Duration.ofMinutes(5));
        // Then: nine attempts under one id, each with its own timestamp
        Delivery given = only(task);
        assertThat(given.state()).isEqualTo(DeliveryState.GIVEN_UP);
        assertThat(given.lastStatus()).isEqualTo(500);
        assertThat(receiver.received("/bad")).hasSize(9).extracting(Receiver.Received::id).containsOnly(given.id());
        assertThat(receiver.received("/bad")).extracting(seen -> seen.headers().get("webhook-timestamp"))
                .doesNotHaveDuplicates();
        // When
        receiver.on("/bad", 200);
        get(store.outbox.requeue(given.id(), Optional.of(given.caller()), clock.instant()));
        round();
        // Then
        assertThat(only(task).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(receiver.received("/bad")).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({ "301, redirected", "307, redirected", "400, refused", "401, refused", "404, refused", "500, refused" })
    void anything_else_is_tried_again_and_a_redirect_is_not_followed(int status, String value) {
        receiver.on("/" + status, status, "Location", receiver.url("/elsewhere"));
        Task task = completed(receiver.url("/" + status));

        round();
        clock.advance(Duration.ofSeconds(7));
        round();

        assertThat(only(task)).satisfies(delivery -> {
            assertThat(delivery.state()).isEqualTo(DeliveryState.WAITING);
            assertThat(delivery.lastStatus()).isEqualTo(status);
            assertThat(delivery.lastError()).isEqualTo(value);
        });
        assertThat(receiver.received("/" + status)).hasSize(2);
        assertThat(receiver.received("/elsewhere")).isEmpty();
    }

    @Test
    void gone_ends_it() {
        receiver.on("/gone", 410);
        Task task = completed(receiver.url("/gone"));

        runRounds(Duration.ofHours(2), Duration.ofMinutes(1));

        assertThat(receiver.received("/gone")).hasSize(1);
        assertThat(only(task).state()).isEqualTo(DeliveryState.GONE);
    }

    @ParameterizedTest
    @CsvSource({ "429, 120, 120", "503, 120, 120", "429, 1, 5", "503, 999999999, 3600", "500, 120, 5" })
    void when_to_come_back_is_believed_within_reason(int status, String asked, long seconds) {
        String path = "/busy-" + status + "-" + asked;
        receiver.on(path, status, "Retry-After", asked);
        Task task = completed(receiver.url(path));

        round();

        assertThat(Duration.between(clock.instant(), only(task).dueAt())).isBetween(Duration.ofSeconds(seconds),
                Duration.ofSeconds(seconds + 1));
    }

    @Test
    void a_huge_answer_and_one_that_never_ends_are_answers_all_the_same() {
        configure(Secrets.Config.of(Secrets.SETTING.split(",", -1)).withTimeout(Duration.ofSeconds(4)));
        receiver.on("/huge", request -> request.response().end(Buffer.buffer(new byte[3_000_000])));
        receiver.on("/endless", request -> request.response().setChunked(true).write("and so on"));
        Task huge = completed(receiver.url("/huge"));
        Task endless = completed(receiver.url("/endless"));

        round();

        assertThat(only(huge).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(only(endless).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void a_silent_receiver_is_not_waited_for_forever() {
        configure(Secrets.Config.of(Secrets.SETTING.split(",", -1)).withTimeout(Duration.ofMillis(300)));
        receiver.on("/silent", request -> {
        });
        Task task = completed(receiver.url("/silent"));

        round();

        assertThat(only(task).lastError()).isEqualTo("timed_out");
        assertThat(only(task).lastStatus()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "localhost", "127.0.0.1" })
    void a_private_address_is_refused_on_the_address_connected_to(String host) {
        configure(Secrets.Config.of(Secrets.SETTING.split(",", -1)).withAllowPrivate(false));
        Task task = completed("http://" + host + ":" + receiver.port() + "/in");

        round();

        assertThat(only(task).lastError()).isEqualTo("not_public");
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void a_certificate_nobody_vouches_for_is_refused() {
        try (Receiver stranger = new Receiver(0, SelfSigned.server())) {
            Task task = completed(stranger.url("/in"));

            round();

            assertThat(only(task).state()).isEqualTo(DeliveryState.WAITING);
            assertThat(only(task).lastError()).isEqualTo("unreachable");
            assertThat(stranger.received("/in")).isEmpty();
        }
    }

    @Test
    void a_late_success_is_a_second_event_with_its_own_id() {
        // Given
        Task expired = written(CallbackTasks.expired(running(receiver.url("/late")), clock.instant()));
        round();
        clock.advance(Duration.ofMinutes(10));
        // When
        written(CallbackTasks.completed(expired, clock.instant(), null));
        round();
        // Then
        assertThat(receiver.received("/late")).hasSize(2).extracting(Receiver.Received::id).doesNotHaveDuplicates();
        assertThat(receiver.received("/late").get(0).body()).contains("deadline_exceeded");
        assertThat(receiver.received("/late").get(1).body()).contains("\"status\":\"completed\"");
        assertThat(all(expired)).extracting(Delivery::event).containsExactlyInAnyOrder("failed.deadline_exceeded", "completed");
    }

    @Test
    void a_file_is_waited_for_and_then_no_longer() {
        // Given
        Task task = written(CallbackTasks.completed(running(receiver.url("/kept")), clock.instant(), clock.instant()));
        // When
        int tooEarly = round();
        clock.advance(Duration.ofSeconds(60));
        int then = round();
        // Then
        assertThat(tooEarly).isZero();
        assertThat(then).isEqualTo(1);
        assertThat(only(task).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void a_secret_that_was_taken_away_signs_nothing() {
        Task task = completed(receiver.url("/in"));
        configure(Secrets.Config.of("bob:" + Secrets.BOB));

        round();

        assertThat(only(task).lastError()).isEqualTo("no_signing_secret");
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void a_dead_receiver_delays_nobody_else() {
        // Given: many older deliveries to a receiver that never answers
        configure(Secrets.Config.of(Secrets.SETTING.split(",", -1)).withTimeout(Duration.ofSeconds(30)));
        try (Receiver dead = new Receiver()) {
            dead.on("/in", request -> {
            });
            for (int i = 0; i < 50; i++) {
                completed(dead.url("/in"));
            }
            clock.advance(Duration.ofMinutes(1));
            List<Task> quick = List.of(completed(receiver.url("/in")), completed(receiver.url("/in")));
            // When: a round begins, and nothing waits for its end
            WorkDispatcher.Round round = get(dispatcher.runRound());
            // Then
            assertThat(round.count()).as("8 slots of the dead receiver, and the two others").isEqualTo(10);
            assertThat(round.more()).isTrue();
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(
                    () -> quick.forEach(task -> assertThat(only(task).state()).isEqualTo(DeliveryState.DELIVERED)));
            assertThat(dead.received("/in")).hasSizeLessThanOrEqualTo(8);
        }
    }

    @Test
    void connections_are_used_again() {
        for (int i = 0; i < 20; i++) {
            completed(receiver.url("/many"));
            round();
        }

        assertThat(receiver.received("/many")).hasSize(20);
        assertThat(receiver.connections()).isLessThan(10);
    }
}
