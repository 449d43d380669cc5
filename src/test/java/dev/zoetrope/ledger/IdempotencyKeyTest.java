package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.Creates.TakesFirst;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.video.EarlierCreate;
import dev.zoetrope.video.EarlierCreate.AnswerState;
import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/** Creates with an idempotency key. */
class IdempotencyKeyTest extends LedgerTest {
    private static final Instant T0 = Tasks.T0;
    private static final Instant LATER = T0.plusSeconds(86_400);
    private final TakesFirst rule = new TakesFirst();

    private CreateResult open(CreateIntent intent) {
        return get(fixture.ledger.create(intent));
    }

    @Test
    void the_same_key_and_body_repeat_the_create_however_old() {
        // Given
        Task first = Creates.keyed(T0, "key", rule).task();
        open(new CreateIntent(first, "key", 0, rule, T0, T0.plusSeconds(30)));
        get(fixture.ledger.markAnswer(new AnswerId(first.id(), 0), true));
        // When
        CreateResult again = open(Creates.keyed(LATER, "key", rule));
        CreateResult andAgain = open(Creates.keyed(LATER, "key", rule));
        // Then
        assertThat(again).isEqualTo(new CreateResult.Repeat(first, new AnswerId(first.id(), 1)));
        assertThat(andAgain).isEqualTo(new CreateResult.Repeat(first, new AnswerId(first.id(), 2)));
        assertThat(rule.received).containsExactly(List.of(new EarlierCreate(first, AnswerState.ANSWERED, 1)),
                List.of(new EarlierCreate(first, AnswerState.OUTSTANDING, 1)));
    }

    @Test
    void the_same_key_with_another_body_is_told_so() {
        // Given
        Task first = Creates.keyed(T0, "key", rule).task();
        open(Creates.create(first, "key", 0, rule));
        // When
        CreateResult other = open(Creates.create(Creates.task(Tasks.ALICE, LATER, Creates.prompt("another")), "key", 0, rule));
        // Then
        assertThat(other).isEqualTo(new CreateResult.KeyConflict());
        assertThat(rule.received).isEmpty();
        assertThat(get(fixture.ledger.countByStatus())).containsEntry(Status.PENDING, 1L);
    }

    @Test
    void a_number_in_another_form_is_the_same_body() {
        // Given
        var before = Creates.with("p", Map.of("a", 5L));
        open(Creates.create(Creates.task(Tasks.ALICE, T0, before), "key", 0, rule));
        // When
        CreateResult again = open(Creates.create(Creates.task(Tasks.ALICE, T0, before), "key", 0, rule));
        // Then
        assertThat(again).isInstanceOf(CreateResult.Repeat.class);
    }

    @Test
    void another_callers_key_is_another_key() {
        // Given
        open(Creates.keyed(T0, "key", rule));
        // When
        CreateResult bobs = open(Creates.create(Creates.task(Tasks.BOB, T0, Tasks.REQUEST), "key", 0, rule));
        CreateResult another = open(Creates.keyed(T0, "another", rule));
        CreateResult none = open(Creates.retry(T0, 1, rule));
        // Then
        assertThat(List.of(bobs, another, none)).allMatch(opened -> opened instanceof CreateResult.New);
    }

    @Test
    void an_outcome_that_is_not_replayed_gives_up_its_key() {
        // Given
        Task first = Creates.keyed(T0, "key", rule).task();
        open(Creates.create(first, "key", 0, rule));
        CreateIntent second = Creates.keyed(T0, "key", RetryRule.NEVER);
        // When
        CreateResult anew = open(second);
        CreateResult third = open(Creates.keyed(T0, "key", rule));
        // Then
        assertThat(anew).isEqualTo(new CreateResult.New(second.task(), new AnswerId(second.task().id(), 0)));
        assertThat(third).isEqualTo(new CreateResult.Repeat(second.task(), new AnswerId(second.task().id(), 1)));
        assertThat(get(fixture.ledger.find(first.id()))).contains(first);
    }

    @Test
    void a_key_lives_as_long_as_its_task() {
        // Given
        Task first = Tasks.completed(Creates.task(Tasks.ALICE, T0, Tasks.REQUEST));
        open(Creates.create(first, "key", 0, rule));
        // When
        int removed = remove(LATER, 10);
        CreateResult again = open(Creates.keyed(LATER, "key", rule));
        // Then
        assertThat(removed).isEqualTo(1);
        assertThat(again).isInstanceOf(CreateResult.New.class);
    }

    @Test
    void of_many_at_the_same_time_exactly_one_is_fresh() {
        // Given
        RetryRule first = earlier -> earlier.stream().findFirst();
        List<Uni<CreateResult>> many = IntStream.range(0, 300)
                .mapToObj(i -> fixture.ledger.create(Creates.keyed(T0, "key-" + i % 3, first))).toList();
        // When
        List<CreateResult> opened = LedgerFixture.all(many);
        // Then
        assertThat(opened.stream().filter(CreateResult.New.class::isInstance)).hasSize(3);
        assertThat(opened.stream().filter(CreateResult.Repeat.class::isInstance)
                .map(each -> ((CreateResult.Repeat) each).answer())).hasSize(297).doesNotHaveDuplicates();
        assertThat(get(fixture.ledger.countByStatus())).containsEntry(Status.PENDING, 3L);
    }
}
