package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.Creates.Takes;
import dev.zoetrope.video.EarlierCreate;
import dev.zoetrope.video.EarlierCreate.Reply;
import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.Task;

/** Which earlier creates a new one without a key is held against, and what becomes of the one it repeats. */
class RecognitionTest extends LedgerTest {
    private static final Instant T0 = Tasks.T0;
    private static final Instant T1 = T0.plusSeconds(1);
    private final Takes rule = new Takes();

    private Opened open(Intent intent) {
        return get(fixture.ledger.open(intent));
    }

    private Task fresh(Intent intent) {
        Opened opened = open(intent);
        assertThat(opened).isEqualTo(new Opened.Fresh(intent.task(), new ReplyTicket(intent.task().id(), 0)));
        return intent.task();
    }

    private void replied(Task task, int number, boolean reached) {
        get(fixture.ledger.replied(new ReplyTicket(task.id(), number), reached));
    }

    @Test
    void aFirstTryIsNoRetryOfAnAnswerUnderWayOrGiven() {
        // Given
        fresh(Creates.first(T0, rule));
        replied(fresh(Creates.first(T0, rule)), 0, true);
        // When
        fresh(Creates.first(T1, rule));
        // Then
        assertThat(rule.shown).isEmpty();
    }

    @Test
    void aFirstTryRepeatsTheCreateWhoseAnswerNeverArrived() {
        // Given
        Task lost = fresh(Creates.first(T0, rule));
        replied(lost, 0, false);
        // When
        Opened opened = open(Creates.first(T1, rule));
        // Then
        assertThat(opened).isEqualTo(new Opened.Repeated(lost, new ReplyTicket(lost.id(), 1)));
        assertThat(rule.first()).isEqualTo(new EarlierCreate(lost, Reply.GONE, 1));
        assertThat(get(fixture.ledger.counts()).values()).containsOnlyOnce(1L);
    }

    @Test
    void anAnswerThatShouldHaveGoneOutByNowIsGone() {
        // Given
        Task lost = fresh(Creates.first(T0, rule));
        // When
        Opened early = open(Creates.first(T0.plus(Creates.ANSWER).minusMillis(1), rule));
        Opened late = open(Creates.first(T0.plus(Creates.ANSWER), rule));
        // Then
        assertThat(early).isInstanceOf(Opened.Fresh.class);
        assertThat(late).isEqualTo(new Opened.Repeated(lost, new ReplyTicket(lost.id(), 1)));
    }

    @Test
    void aRetryIsShownAllEqualCreatesNewestFirst() {
        // Given
        Task answered = fresh(Creates.first(T0, rule));
        Task underWay = fresh(Creates.first(T0.plusMillis(1), rule));
        Task gone = fresh(Creates.first(T0.plusMillis(2), RetryRule.NEVER));
        replied(answered, 0, true);
        replied(gone, 0, false);
        // When
        open(Creates.retry(T1, 1, rule));
        // Then
        assertThat(rule.shown).containsExactly(List.of(new EarlierCreate(gone, Reply.GONE, 1),
                new EarlierCreate(underWay, Reply.OPEN, 1), new EarlierCreate(answered, Reply.ANSWERED, 1)));
    }

    @Test
    void onlyEqualKeylessCreatesOfTheCallerWithinTheLookBackAreShown() {
        // Given
        fresh(Creates.create(Creates.task(Tasks.BOB, T0, Tasks.REQUEST), null, 0, rule));
        fresh(Creates.create(Creates.task(Tasks.ALICE, T0, Creates.prompt("another")), null, 0, rule));
        fresh(Creates.keyed(T0, "key", rule));
        fresh(Creates.first(T1.minus(Creates.LOOK_BACK).minusMillis(1), rule));
        Task eldest = fresh(Creates.first(T1.minus(Creates.LOOK_BACK), rule));
        // When
        open(Creates.retry(T1, 1, rule));
        // Then
        assertThat(rule.shown).hasSize(1);
        assertThat(rule.shown.get(0)).extracting(EarlierCreate::task).containsExactly(eldest);
    }

    @Test
    void anEqualHashIsNotEnough() throws Exception {
        // Given: another request with the same fingerprint, as if it had come out so
        Task other = fresh(Creates.create(Creates.task(Tasks.ALICE, T0, Creates.prompt("another")), null, 0, rule));
        Task same = fresh(Creates.first(T0.minusMillis(1), rule));
        fixture.execute("update task set fingerprint = (select fingerprint from task where id = '" + same.id()
                + "') where id = '" + other.id() + "'");
        // When
        open(Creates.retry(T1, 1, rule));
        // Then
        assertThat(rule.shown.get(0)).extracting(EarlierCreate::task).containsExactly(same);
    }

    @Test
    void theOrderOfMembersAndTheFormOfNumbersDoNotMatter() {
        // Given
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 5L);
        one.put("b", Map.of("c", new BigDecimal("1.50")));
        Map<String, Object> two = new LinkedHashMap<>();
        two.put("b", Map.of("c", new BigDecimal("1.50")));
        two.put("a", 5);
        Task before = fresh(Creates.create(Creates.task(Tasks.ALICE, T0, Creates.with("p", one)), null, 0, rule));
        // When
        Opened opened = open(Creates.create(Creates.task(Tasks.ALICE, T1, Creates.with("p", two)), null, 1, rule));
        // Then
        assertThat(opened).isEqualTo(new Opened.Repeated(get(fixture.ledger.find(before.id())).orElseThrow(),
                new ReplyTicket(before.id(), 1)));
    }

    @Test
    void whatWasServedIsRememberedByCount() {
        // Given
        Task before = fresh(Creates.first(T0, rule));
        // When
        for (int count : new int[] { 1, 3, 62, 99 }) {
            open(Creates.retry(T1, count, rule));
        }
        // Then
        assertThat(rule.shown.stream().map(shown -> shown.get(0).servedRetries())).containsExactly(1L, 3L, 11L,
                11L | 1L << 62);
        assertThat(get(fixture.ledger.find(before.id()))).contains(before);
    }

    @Test
    void theAnswerToARetryIsTheOneThatCounts() {
        // Given
        Task before = fresh(Creates.first(T0, rule));
        open(Creates.retry(T1, 1, rule));
        // When: the answer to the first try turns out to be lost, that to its retry arrives
        replied(before, 0, false);
        open(Creates.retry(T1, 2, rule));
        replied(before, 2, true);
        open(Creates.retry(T1, 3, rule));
        // Then
        assertThat(rule.shown.stream().map(shown -> shown.get(0).reply())).containsExactly(Reply.OPEN, Reply.OPEN,
                Reply.ANSWERED);
    }

    @Test
    void aMarkLeavesTheVersionAlone() {
        // Given
        Task before = fresh(Creates.first(T0, rule));
        open(Creates.retry(T1, 1, rule));
        replied(before, 1, true);
        // When
        boolean advanced = get(fixture.ledger.advance(Tasks.running(before, "vendor-1")));
        // Then
        assertThat(advanced).isTrue();
    }

    @Test
    void aRetryIsGivenTheTaskAsItStands() {
        // Given
        Task running = Tasks.running(fresh(Creates.first(T0, rule)), "vendor-1");
        get(fixture.ledger.advance(running));
        // When
        Opened opened = open(Creates.retry(T1, 1, rule));
        // Then
        assertThat(opened).isEqualTo(new Opened.Repeated(running, new ReplyTicket(running.id(), 1)));
    }

    @Test
    void thousandsOfEqualCreatesAreLookedAtInPart() {
        // Given
        List<Intent> many = IntStream.range(0, 600)
                .mapToObj(i -> Creates.first(T0.plusMillis(i), RetryRule.NEVER)).toList();
        LedgerFixture.all(many.stream().map(fixture.ledger::open).toList());
        LedgerFixture.all(many.subList(0, 300).stream()
                .map(intent -> fixture.ledger.replied(new ReplyTicket(intent.task().id(), 0), true)).toList());
        // When
        open(Creates.retry(T1.plus(Duration.ofSeconds(1)), 1, rule));
        // Then: the newest of those without an answer, and of those with one
        assertThat(rule.shown.get(0)).hasSize(RetrySql.UNANSWERED + RetrySql.ANSWERED);
        assertThat(rule.first().task()).isEqualTo(many.get(599).task());
        assertThat(rule.shown.get(0).get(RetrySql.UNANSWERED).task()).isEqualTo(many.get(299).task());
    }
}
