package dev.zoetrope.track.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.replica.LedgerOnDisk;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.track.InFlightSends;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.track.SendStep;
import dev.zoetrope.track.Settings;
import dev.zoetrope.track.SlowLedger;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackLimits;
import dev.zoetrope.track.VendorLoad;
import dev.zoetrope.upstream.SendTimeouts;
import dev.zoetrope.upstream.SilentVendor;
import dev.zoetrope.upstream.TestVendors;
import dev.zoetrope.upstream.Vendors;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/**
 * It is unknown whether a send permission was written, and the storage stays unavailable for longer than the lease of the
 * claim. The model of the law found two bills in this case (docs/law).
 */
class PermissionRevocationTest {
    private static final Duration LEASE = Duration.ofSeconds(60);

    @TempDir
    Path directory;
    private final VirtualClock clock = new VirtualClock();
    private final SilentVendor vendor = new SilentVendor();
    private LedgerOnDisk disk;
    private Task deferred;
    private volatile boolean away;

    @BeforeEach
    void open() {
        disk = new LedgerOnDisk(directory);
        Task stored = SlowLedger.task("aaaaaaaa", new TaskState.Pending().send(), clock.instant());
        done(disk.ledger.create(CreateIntent.of(stored)));
        deferred = stored.transitionTo(new TaskState.Pending(), clock.instant(), clock.instant());
        done(disk.ledger.transition(deferred));
    }

    @AfterEach
    void close() {
        disk.close();
    }

    private static <T> T done(Uni<T> uni) {
        return uni.subscribeAsCompletionStage().join();
    }

    private ResendStep replica(Ledger ledger) {
        TrackConfig config = Settings.defaults();
        SendQueue sendQueue = new SendQueue(ledger, 10, 10, 10);
        OutcomeWriter outcomeWriter = new OutcomeWriter(ledger, new TaskLog(clock));
        Vendors vendors = TestVendors.ofDefault(clock);
        InFlightSends inFlight = new InFlightSends(config);
        return new ResendStep(ledger,
                new SendStep(vendor, vendors, new VendorLoad(vendors, ledger, clock), inFlight, ledger,
                        new SendTimeouts(config.upstream()), outcomeWriter, sendQueue, config, TrackLimits.DEFAULT, null, clock,
                        null, null, new TaskLog(clock)),
                vendors, inFlight, sendQueue, outcomeWriter, config, clock);
    }

    /** A replica whose connection to the ledger is cut while {@link #away} is true. */
    private ResendStep cutOff() {
        SlowLedger way = new SlowLedger() {
            @Override
            public Uni<Boolean> revokeSendPermission(Task sending, long heldPermit, java.time.Instant due) {
                return passed(disk.ledger.revokeSendPermission(sending, heldPermit, due));
            }
        };
        way.onAdvance = next -> passed(disk.ledger.transition(next));
        way.onFind = disk.ledger::find;
        return replica(way);
    }

    private <T> Uni<T> passed(Uni<T> access) {
        return Uni.createFrom().deferred(() -> away ? Uni.createFrom().failure(SlowLedger.UNAVAILABLE) : access);
    }

    private List<Task> claimed() {
        return done(disk.ledger.claimDue(DueKind.SEND, clock.instant(), LEASE, 1));
    }

    private Task stored() {
        return done(disk.ledger.find(deferred.id())).orElseThrow();
    }

    @Test
    void another_replica_sends_it_meanwhile_and_keeps_its_permission() {
        // Given
        ResendStep lost = cutOff();
        Task due = claimed().get(0);
        away = true;
        List<Task> tookBack = new java.util.concurrent.CopyOnWriteArrayList<>();
        lost.send(due).subscribe().with(tookBack::add);
        // When
        clock.advance(LEASE.plusSeconds(1));
        replica(disk.ledger).send(claimed().get(0)).subscribe().with(sent -> {
        });
        await().until(() -> vendor.creates.size() == 1);
        away = false;
        await().until(() -> !tookBack.isEmpty());
        clock.advance(LEASE.plusSeconds(1));
        // Then
        assertThat(stored().state()).isEqualTo(new TaskState.Sending());
        assertThat(claimed()).isEmpty();
        assertThat(vendor.creates).hasSize(1);
    }

    @Test
    void the_same_process_does_not_send_it_before_it_is_taken_back() {
        // Given
        ResendStep process = cutOff();
        away = true;
        List<Task> tookBack = new java.util.concurrent.CopyOnWriteArrayList<>();
        process.send(claimed().get(0)).subscribe().with(tookBack::add);
        clock.advance(LEASE.plusSeconds(1));
        // When
        assertThat(done(process.send(claimed().get(0))).state()).isEqualTo(new TaskState.Pending());
        assertThat(vendor.creates).isEmpty();
        away = false;
        await().until(() -> !tookBack.isEmpty());
        clock.advance(LEASE.plusSeconds(1));
        process.send(claimed().get(0)).subscribe().with(sent -> {
        });
        // Then
        await().until(() -> vendor.creates.size() == 1);
        assertThat(stored().state()).isEqualTo(new TaskState.Sending());
    }

    @Test
    void a_task_that_was_cancelled_meanwhile_stays_cancelled() {
        ResendStep lost = cutOff();
        away = true;
        List<Task> tookBack = new java.util.concurrent.CopyOnWriteArrayList<>();
        lost.send(claimed().get(0)).subscribe().with(tookBack::add);
        Task cancelled = stored().transitionTo(new TaskState.Pending().cancel(), clock.instant(), null);
        done(disk.ledger.transition(cancelled));

        away = false;
        await().until(() -> !tookBack.isEmpty());

        assertThat(stored()).isEqualTo(cancelled);
        assertThat(claimed()).isEmpty();
    }
}
