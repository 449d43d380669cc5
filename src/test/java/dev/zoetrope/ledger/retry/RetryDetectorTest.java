package dev.zoetrope.ledger.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.Creates.TakesFirst;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.video.EarlierCreate;
import dev.zoetrope.video.EarlierCreate.AnswerState;
import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.Task;

/** The candidates that a create without a key is compared with, and the marks of the create that it repeats. */
class RetryDetectorTest extends LedgerTest {
    private static final Instant T0 = Tasks.T0;
    private static final Instant T1 = T0.plusSeconds(1);
    private final TakesFirst rule = new TakesFirst();

    private CreateResult open(CreateIntent intent) {
        return get(fixture.ledger.create(intent));
    }

    private Task insert(CreateIntent intent) {
        CreateResult opened = open(intent);
        assertThat(opened).isEqualTo(new CreateResult.New(intent.task(), new AnswerId(intent.task().id(), 0)));
        return intent.task();
    }

    private void replied(Task task, int number, boolean reached) {
        get(fixture.ledger.markAnswer(new AnswerId(task.id(), number), reached));
    }

    @Test
    void a_first_try_is_no_retry_of_an_answer_under_way_or_given() {
        // Given
        insert(Creates.first(T0, rule));
        replied(insert(Creates.first(T0, rule)), 0, true);
        // When
        insert(Creates.first(T1, rule));
        // Then
        assertThat(rule.received).isEmpty();
    }

    @Test
    void a_first_try_repeats_the_create_whose_answer_never_arrived() {
        // Given
        Task lost = insert(Creates.first(T0, rule));
        replied(lost, 0, false);
        // When
        CreateResult opened = open(Creates.first(T1, rule));
        // Then
        assertThat(opened).isEqualTo(new CreateResult.Repeat(lost, new AnswerId(lost.id(), 1)));
        assertThat(rule.first()).isEqualTo(new EarlierCreate(lost, AnswerState.LOST, 1));
        assertThat(get(fixture.ledger.countByStatus()).values()).containsOnlyOnce(1L);
    }

    @Test
    void an_answer_that_should_have_gone_out_by_now_is_gone() {
        // Given
        Task lost = insert(Creates.first(T0, rule));
        // When
        CreateResult early = open(Creates.first(T0.plus(Creates.ANSWER).minusMillis(1), rule));
        CreateResult late = open(Creates.first(T0.plus(Creates.ANSWER), rule));
        // Then
        assertThat(early).isInstanceOf(CreateResult.New.class);
        assertThat(late).isEqualTo(new CreateResult.Repeat(lost, new AnswerId(lost.id(), 1)));
    }

    @Test
    void a_retry_is_shown_all_equal_creates_newest_first() {
        // Given
        Task answered = insert(Creates.first(T0, rule));
        Task underWay = insert(Creates.first(T0.plusMillis(1), rule));
        Task gone = insert(Creates.first(T0.plusMillis(2), RetryRule.NEVER));
        replied(answered, 0, true);
        replied(gone, 0, false);
        // When
        open(Creates.retry(T1, 1, rule));
        // Then
        assertThat(rule.received).containsExactly(List.of(new EarlierCreate(gone, AnswerState.LOST, 1),
                new EarlierCreate(underWay, AnswerState.OUTSTANDING, 1), new EarlierCreate(answered, AnswerState.ANSWERED, 1)));
    }

    @Test
    void only_equal_keyless_creates_of_the_caller_within_the_look_back_are_shown() {
        // Given
        insert(Creates.create(Creates.task(Tasks.BOB, T0, Tasks.REQUEST), null, 0, rule));
        insert(Creates.create(Creates.task(Tasks.ALICE, T0, Creates.prompt("another")), null, 0, rule));
        insert(Creates.keyed(T0, "key", rule));
        insert(Creates.first(T1.minus(Creates.LOOK_BACK).minusMillis(1), rule));
        Task eldest = insert(Creates.first(T1.minus(Creates.LOOK_BACK), rule));
        // When
        open(Creates.retry(T1, 1, rule));
        // Then
        assertThat(rule.received).hasSize(1);
        assertThat(rule.received.get(0)).extracting(EarlierCreate::task).containsExactly(eldest);
    }

    @Test
    void an_equal_hash_is_not_enough() throws Exception {
        // Given: another request with the same fingerprint, as in a collision
        Task other = insert(Creates.create(Creates.task(Tasks.ALICE, T0, Creates.prompt("another")), null, 0, rule));
        Task same = insert(Creates.first(T0.minusMillis(1), rule));
        fixture.execute("update task set fingerprint = (select fingerprint from task where id = '" + same.id()
                + "') where id = '" + other.id() + "'");
        // When
        open(Creates.retry(T1, 1, rule));
        // Then
        assertThat(rule.received.get(0)).extracting(EarlierCreate::task).containsExactly(same);
    }

    @Test
    void the_order_of_members_and_the_form_of_numbers_do_not_matter() {
        // Given
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 5L);
        one.put("b", Map.of("c", new BigDecimal("1.50")));
        Map<String, Object> two = new LinkedHashMap<>();
        two.put("b", Map.of("c", new BigDecimal("1.50")));
        two.put("a", 5);
        Task before = insert(Creates.create(Creates.task(Tasks.ALICE, T0, Creates.with("p", one)), null, 0, rule));
        // When
        CreateResult opened = open(Creates.create(Creates.task(Tasks.ALICE, T1, Creates.with("p", two)), null, 1, rule));
        // Then
        assertThat(opened).isEqualTo(new CreateResult.Repeat(get(fixture.ledger.find(before.id())).orElseThrow(),
                new AnswerId(before.id(), 1)));
    }

    @Test
    void what_was_served_is_remembered_by_count() {
        // Given
        Task before = insert(Creates.first(T0, rule));
        // When
        for (int count : new int[] { 1, 3, 62, 99 }) {
            open(Creates.retry(T1, count, rule));
        }
        // Then
        assertThat(rule.received.stream().map(shown -> shown.get(0).servedRetries())).containsExactly(1L, 3L, 11L,
                11L | 1L << 62);
        assertThat(get(fixture.ledger.find(before.id()))).contains(before);
    }

    @Test
    void the_answer_to_a_retry_is_the_one_that_counts() {
        // Given
        Task before = insert(Creates.first(T0, rule));
        open(Creates.retry(T1, 1, rule));
        // When: the answer to the first try is lost, the answer to its retry arrives
        replied(before, 0, false);
        open(Creates.retry(T1, 2, rule));
        replied(before, 2, true);
        open(Creates.retry(T1, 3, rule));
        // Then
        assertThat(rule.received.stream().map(shown -> shown.get(0).answer())).containsExactly(AnswerState.OUTSTANDING,
                AnswerState.OUTSTANDING,
                AnswerState.ANSWERED);
    }

    @Test
    void a_mark_leaves_the_version_alone() {
        // Given
        Task before = insert(Creates.first(T0, rule));
        open(Creates.retry(T1, 1, rule));
        replied(before, 1, true);
        // When
        boolean advanced = get(fixture.ledger.transition(Tasks.running(before, "vendor-1")));
        // Then
        assertThat(advanced).isTrue();
    }

    @Test
    void a_retry_is_given_the_task_as_it_stands() {
        // Given
        Task running = Tasks.running(insert(Creates.first(T0, rule)), "vendor-1");
        get(fixture.ledger.transition(running));
        // When
        CreateResult opened = open(Creates.retry(T1, 1, rule));
        // Then
        assertThat(opened).isEqualTo(new CreateResult.Repeat(running, new AnswerId(running.id(), 1)));
    }

    @Test
    void thousands_of_equal_creates_are_looked_at_in_part() {
        // Given
        List<CreateIntent> many = IntStream.range(0, 600)
                .mapToObj(i -> Creates.first(T0.plusMillis(i), RetryRule.NEVER)).toList();
        LedgerFixture.all(many.stream().map(fixture.ledger::create).toList());
        LedgerFixture.all(many.subList(0, 300).stream()
                .map(intent -> fixture.ledger.markAnswer(new AnswerId(intent.task().id(), 0), true)).toList());
        // When
        open(Creates.retry(T1.plus(Duration.ofSeconds(1)), 1, rule));
        // Then: the newest creates without an answer, and the newest with one
        assertThat(rule.received.get(0)).hasSize(RetrySql.MAX_UNANSWERED + RetrySql.MAX_ANSWERED);
        assertThat(rule.first().task()).isEqualTo(many.get(599).task());
        assertThat(rule.received.get(0).get(RetrySql.MAX_UNANSWERED).task()).isEqualTo(many.get(299).task());
    }
}
