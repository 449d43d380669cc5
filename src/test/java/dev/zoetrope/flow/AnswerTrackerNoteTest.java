package dev.zoetrope.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/** What the tracker of an answer marks in the ledger, and when. */
class AnswerTrackerNoteTest {
    private static final TaskId ID = new TaskId("task-unified-1-aaaaaaaa");
    private static final AnswerId OWN = new AnswerId(ID, 0);

    private final List<String> marks = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Ledger ledger = (Ledger) Proxy.newProxyInstance(Ledger.class.getClassLoader(),
            new Class<?>[] { Ledger.class }, (self, method, asked) -> Uni.createFrom().deferred(() -> {
                if (failures.getAndDecrement() > 0) {
                    return Uni.createFrom().failure(new LedgerException(LedgerException.Reason.UNAVAILABLE,
                            Duration.ofSeconds(2)));
                }
                marks.add(((AnswerId) asked[0]).number() + " " + asked[1]);
                return Uni.createFrom().voidItem();
            }));
    private final AnswerTracker tracker = new AnswerTracker(task -> {
    });

    @Test
    void an_answer_that_went_out_is_noted_once_it_is_known_what_it_told_of() {
        tracker.setProvisional(OWN, ledger);
        tracker.ended(true);
        assertThat(marks).as("no mark: the answer may have been a 503").isEmpty();

        tracker.confirm(OWN, ledger);

        assertThat(marks).containsExactly("0 true");
    }

    @Test
    void a_hang_up_is_noted_at_once_and_again_for_what_it_turns_out_to_repeat() {
        tracker.setProvisional(OWN, ledger);
        tracker.ended(false);
        assertThat(marks).containsExactly("0 false");

        tracker.confirm(new AnswerId(ID, 2), ledger);

        assertThat(marks).containsExactly("0 false", "2 false");
    }

    @Test
    void what_nobody_sees_arrive_is_noted_before_it_goes_out_and_only_then() {
        tracker.confirm(OWN, ledger);

        tracker.markBeforeAnswer(true).await().atMost(Duration.ofSeconds(10));
        assertThat(marks).containsExactly("0 true");

        tracker.ended(false);
        assertThat(marks).as("the end of the answer writes no second mark").containsExactly("0 true");
    }

    @Test
    void what_goes_out_when_nobody_waits_any_more_counts_as_lost() {
        tracker.confirm(OWN, ledger);

        tracker.markBeforeAnswer(false).await().atMost(Duration.ofSeconds(10));
        tracker.ended(true);

        assertThat(marks).containsExactly("0 false");
    }

    @Test
    void a_trouble_of_the_storage_does_not_hold_up_what_nobody_sees_arrive() {
        failures.set(1);
        tracker.confirm(OWN, ledger);

        tracker.markBeforeAnswer(true).await().atMost(Duration.ofSeconds(10));
        tracker.ended(true);

        assertThat(marks).as("no mark: the answer counts as not arrived").isEmpty();
    }

    @Test
    void a_trouble_of_the_storage_does_not_lose_the_note() {
        failures.set(2);

        tracker.confirm(OWN, ledger);
        tracker.ended(true);

        await().untilAsserted(() -> assertThat(marks).containsExactly("0 true"));
    }
}
