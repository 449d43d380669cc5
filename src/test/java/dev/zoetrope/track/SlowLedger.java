package dev.zoetrope.track;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Requests;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** A ledger whose writes do what a test says. The real ledger cannot be made to fail on demand. */
public class SlowLedger implements Ledger {
    public static final GenerationRequest REQUEST = Requests.image("https://example.com/a.jpg");
    public static final LedgerException UNAVAILABLE = new LedgerException(LedgerException.Reason.UNAVAILABLE,
            Duration.ofSeconds(2));

    private final AtomicLong permits = new AtomicLong();
    Map<Caller, Integer> counts = Map.of();
    Runnable onWaiting = () -> {
    };
    public final List<Task> due = new ArrayList<>();
    final List<TaskId> withdrawn = new ArrayList<>();
    public final List<Integer> limits = new ArrayList<>();
    public Function<Task, Uni<Boolean>> onAdvance = next -> Uni.createFrom().item(true);
    public Function<TaskId, Uni<Optional<Task>>> onFind = id -> Uni.createFrom().item(Optional.empty());

    public Function<TaskId, Optional<Task>> onCached = id -> Optional.empty();

    public static Task task(String end, TaskState state, Instant createdAt) {
        return new Task(new TaskId("task-unified-1-" + end), new Caller("alice"), REQUEST,
                state, createdAt, createdAt, createdAt, 0, 0);
    }

    @Override
    public Uni<Boolean> transition(Task next) {
        return onAdvance.apply(next);
    }

    @Override
    public long newPermit() {
        return permits.incrementAndGet();
    }

    /** Decided by the permission alone, as in {@code advance}. */
    @Override
    public Uni<Boolean> revokeSendPermission(Task sending, long heldPermit, Instant due) {
        return onAdvance.apply(sending.transitionTo(new TaskState.Pending(), sending.updatedAt(), due));
    }

    @Override
    public Uni<Void> withdraw(TaskId id) {
        withdrawn.add(id);
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Optional<Task>> find(TaskId id) {
        return onFind.apply(id);
    }

    @Override
    public Uni<Optional<Task>> findCached(TaskId id) {
        return find(id);
    }

    @Override
    public Optional<Task> cached(TaskId id) {
        return onCached.apply(id);
    }

    @Override
    public Uni<List<Task>> find(List<TaskId> ids) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<List<Task>> ended(Caller caller, Instant since, Optional<TaskId> after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Boolean> transition(Task next, long heldPermit) {
        return transition(next);
    }

    @Override
    public Uni<List<Task>> claimDuePolls(String vendor, Instant now, Duration lease, int limit) {
        return claimDue(DueKind.POLL, now, lease, limit);
    }

    @Override
    public Uni<Map<Pin, Integer>> liveByPin() {
        return Uni.createFrom().item(Map.of());
    }

    @Override
    public Uni<List<Task>> claimDue(DueKind kind, Instant now, Duration lease, int limit) {
        limits.add(limit);
        List<Task> claimed = List.copyOf(due.subList(0, Math.min(limit, due.size())));
        due.removeAll(claimed);
        return Uni.createFrom().item(claimed);
    }

    @Override
    public Uni<CreateResult> create(CreateIntent intent) {
        return Uni.createFrom().item(new CreateResult.New(intent.task(), new AnswerId(intent.task().id(), 0)));
    }

    @Override
    public Uni<Boolean> isRepeat(CreateIntent intent) {
        return Uni.createFrom().item(false);
    }

    @Override
    public Uni<Boolean> dropIfOvertaken(Task firstTry, Instant lookBack) {
        return Uni.createFrom().item(false);
    }

    @Override
    public Uni<Void> confirmFirstTry(Task firstTry) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> markAnswer(AnswerId reply, boolean reached) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> markRestored(Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Void> replaceSecret(Instant ends) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Map<Caller, Integer>> pendingByCaller() {
        onWaiting.run();
        return Uni.createFrom().item(counts);
    }

    @Override
    public Uni<List<Task>> lastCompleted(int limit) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<List<Task>> ended(Instant before, int limit) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<Integer> delete(List<Task> tasks) {
        return Uni.createFrom().item(tasks.size());
    }

    @Override
    public Uni<Optional<List<Task>>> list(Caller caller, Optional<Status> status, int limit, Optional<TaskId> after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Optional<List<Task>>> listShown(Caller caller, boolean oldestFirst, int limit, Optional<TaskId> after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<List<Task>> failedWith(String code, int limit, Optional<TaskId> after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Integer> countFailedWith(String code) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Boolean> hide(Task ended) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Map<Status, Long>> countByStatus() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean healthy() {
        return true;
    }
}
