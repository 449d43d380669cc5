package dev.zoetrope.chaos;

import static dev.zoetrope.chaos.ClientMessages.bind;
import static dev.zoetrope.chaos.ClientMessages.join;
import static dev.zoetrope.chaos.ClientMessages.parse;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.chaos.Outage.Kill;
import dev.zoetrope.chaos.Outage.Tear;
import dev.zoetrope.chaos.ResendRows.Stamp;
import dev.zoetrope.fake.Wire;

/** Breaks at the right message of the right transaction, once, and only for a create that waits. */
class ResendTapTest {
    private static final String TASK = "task-unified-1795845907-jlu6uui1";
    private static final String ADVANCE = "update task set state = next.state from unnest(?::text[]) as next (state)";
    private static final byte[] SENDING = join(parse("", ADVANCE), bind("", "{\"" + TASK + "\"}{\"sending\"}"));
    private static final byte[] RUNNING = join(parse("", ADVANCE), bind("", "{\"" + TASK + "\"}{\"running\"}"));
    private static final byte[] NEW_CREATE = join(parse("", "insert into task (id, state) values (?, ?)"),
            bind("", TASK + "sending"));
    private static final byte[] COMMIT = join(parse("", "COMMIT"), bind("", ""));
    private static final byte[] ROLLBACK = join(parse("", "ROLLBACK"), bind("", ""));

    private final Map<String, Stamp> waiting = new HashMap<>(Map.of(TASK, new Stamp(2, 1, false)));
    private final ResendTrap trap = new ResendTrap(tasks -> {
        Map<String, Stamp> those = new HashMap<>(waiting);
        those.keySet().retainAll(tasks);
        return those;
    });
    private final ResendTap tap = new ResendTap(trap, 1);

    @BeforeEach
    void start() {
        assertThat(send(ClientMessages.start(""))).isEmpty();
    }

    private Optional<Wire.Break> send(byte[] bytes) {
        return tap.read(bytes, bytes.length);
    }

    private CompletableFuture<Caught> arm(Tear tear) {
        return trap.arm(new Outage(false, tear, false, false, Duration.ofSeconds(3), Kill.NONE, Duration.ZERO));
    }

    @Test
    void nothing_breaks_while_nothing_is_armed() {
        assertThat(send(SENDING)).isEmpty();
        assertThat(send(COMMIT)).isEmpty();
    }

    @Test
    void the_write_breaks_before_it_arrives() {
        CompletableFuture<Caught> caught = arm(Tear.WRITE);

        assertThat(send(SENDING)).contains(new Wire.Break(false, false, Duration.ZERO));
        assertThat(caught.join().place()).isEqualTo(1);
        assertThat(caught.join().resends()).isEqualTo(waiting);
    }

    @Test
    void the_commit_of_the_write_breaks_and_no_other() {
        CompletableFuture<Caught> caught = arm(Tear.ANSWER);

        assertThat(send(NEW_CREATE)).isEmpty();
        assertThat(send(COMMIT)).isEmpty();
        assertThat(send(RUNNING)).isEmpty();
        assertThat(send(COMMIT)).isEmpty();
        assertThat(send(SENDING)).isEmpty();
        assertThat(send(COMMIT)).contains(new Wire.Break(false, true, Duration.ZERO));
        assertThat(send(SENDING)).isEmpty();
        assertThat(send(COMMIT)).as("once").isEmpty();
        assertThat(caught).isDone();
    }

    @Test
    void a_transaction_that_was_rolled_back_has_no_commit() {
        CompletableFuture<Caught> caught = arm(Tear.COMMIT);

        assertThat(send(SENDING)).isEmpty();
        assertThat(send(ROLLBACK)).isEmpty();
        assertThat(send(COMMIT)).isEmpty();
        assertThat(caught).isNotDone();
    }

    @Test
    void a_statement_is_known_by_its_name() {
        send(join(parse("S_1", ADVANCE), parse("S_2", "COMMIT")));
        CompletableFuture<Caught> caught = arm(Tear.LATE_COMMIT);

        assertThat(send(bind("S_1", "{\"" + TASK + "\"}{\"sending\"}"))).isEmpty();
        assertThat(send(bind("S_2", "")).map(Wire.Break::delay)).hasValueSatisfying(
                delay -> assertThat(delay).isPositive());
        assertThat(caught).isDone();
    }

    @Test
    void only_what_becomes_sending_in_a_batch_is_looked_at() {
        CompletableFuture<Caught> caught = arm(Tear.WRITE);
        String other = "task-unified-1795845908-aaaaaaaa";
        waiting.put(other, new Stamp(5, 0, false));

        assertThat(send(join(parse("", ADVANCE),
                bind("", "{\"" + other + "\",\"" + TASK + "\"}{\"running\",\"sending\"}")))).isPresent();
        assertThat(caught.join().resends()).containsOnlyKeys(TASK);
    }

    @Test
    void a_hand_over_is_told_from_a_resend() {
        waiting.put(TASK, new Stamp(2, 1, true));
        CompletableFuture<Caught> resend = arm(Tear.WRITE);
        assertThat(send(SENDING)).isEmpty();
        assertThat(resend).isNotDone();

        CompletableFuture<Caught> handover = trap
                .arm(new Outage(true, Tear.WRITE, false, false, Duration.ofSeconds(3), Kill.NONE, Duration.ZERO));
        assertThat(send(SENDING)).isPresent();
        assertThat(handover.join().inHandover()).isTrue();
    }

    @Test
    void a_task_that_does_not_wait_is_no_resend() {
        waiting.clear();
        CompletableFuture<Caught> caught = arm(Tear.WRITE);

        assertThat(send(SENDING)).isEmpty();
        assertThat(trap.disarm()).as("nothing was caught").isTrue();
        assertThat(caught).isNotDone();
    }
}
