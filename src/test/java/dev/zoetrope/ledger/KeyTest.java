package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.Creates.Takes;
import dev.zoetrope.video.EarlierCreate;
import dev.zoetrope.video.EarlierCreate.Reply;
import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/** Creates with an idempotency key. */
class KeyTest extends LedgerTest {
    private static final Instant T0 = Tasks.T0;
    private static final Instant LATER = T0.plusSeconds(86_400);
    private final Takes rule = new Takes();

    private Opened open(Intent intent) {
        return get(fixture.ledger.open(intent));
    }

    @Test
    void theSameKeyAndBodyRepeatTheCreateHoweverOld() {
        // Given
        Task first = Creates.keyed(T0, "key", rule).task();
        open(new Intent(first, "key", 0, rule, T0, T0.plusSeconds(30)));
        get(fixture.ledger.replied(new ReplyTicket(first.id(), 0), true));
        // When
        Opened again = open(Creates.keyed(LATER, "key", rule));
        Opened andAgain = open(Creates.keyed(LATER, "key", rule));
        // Then
        assertThat(again).isEqualTo(new Opened.Repeated(first, new ReplyTicket(first.id(), 1)));
        assertThat(andAgain).isEqualTo(new Opened.Repeated(first, new ReplyTicket(first.id(), 2)));
        assertThat(rule.shown).containsExactly(List.of(new EarlierCreate(first, Reply.ANSWERED, 1)),
                List.of(new EarlierCreate(first, Reply.OPEN, 1)));
    }

    @Test
    void theSameKeyWithAnotherBodyIsToldSo() {
        // Given
        Task first = Creates.keyed(T0, "key", rule).task();
        open(Creates.create(first, "key", 0, rule));
        // When
        Opened other = open(Creates.create(Creates.task(Tasks.ALICE, LATER, Creates.prompt("another")), "key", 0, rule));
        // Then
        assertThat(other).isEqualTo(new Opened.KeyReused());
        assertThat(rule.shown).isEmpty();
        assertThat(get(fixture.ledger.counts())).containsEntry(Status.PENDING, 1L);
    }

    @Test
    void aNumberInAnotherFormIsTheSameBody() {
        // Given
        var before = Creates.with("p", Map.of("a", 5L));
        open(Creates.create(Creates.task(Tasks.ALICE, T0, before), "key", 0, rule));
        // When
        Opened again = open(Creates.create(Creates.task(Tasks.ALICE, T0, before), "key", 0, rule));
        // Then
        assertThat(again).isInstanceOf(Opened.Repeated.class);
    }

    @Test
    void anotherCallersKeyIsAnotherKey() {
        // Given
        open(Creates.keyed(T0, "key", rule));
        // When
        Opened bobs = open(Creates.create(Creates.task(Tasks.BOB, T0, Tasks.REQUEST), "key", 0, rule));
        Opened another = open(Creates.keyed(T0, "another", rule));
        Opened none = open(Creates.retry(T0, 1, rule));
        // Then
        assertThat(List.of(bobs, another, none)).allMatch(opened -> opened instanceof Opened.Fresh);
    }

    @Test
    void anOutcomeThatIsNotReplayedGivesUpItsKey() {
        // Given
        Task first = Creates.keyed(T0, "key", rule).task();
        open(Creates.create(first, "key", 0, rule));
        Intent second = Creates.keyed(T0, "key", RetryRule.NEVER);
        // When
        Opened anew = open(second);
        Opened third = open(Creates.keyed(T0, "key", rule));
        // Then
        assertThat(anew).isEqualTo(new Opened.Fresh(second.task(), new ReplyTicket(second.task().id(), 0)));
        assertThat(third).isEqualTo(new Opened.Repeated(second.task(), new ReplyTicket(second.task().id(), 1)));
        assertThat(get(fixture.ledger.find(first.id()))).contains(first);
    }

    @Test
    void aKeyLivesAsLongAsItsTask() {
        // Given
        Task first = Tasks.completed(Creates.task(Tasks.ALICE, T0, Tasks.REQUEST));
        open(Creates.create(first, "key", 0, rule));
        // When
        int removed = removed(LATER, 10);
        Opened again = open(Creates.keyed(LATER, "key", rule));
        // Then
        assertThat(removed).isEqualTo(1);
        assertThat(again).isInstanceOf(Opened.Fresh.class);
    }

    @Test
    void ofManyAtTheSameTimeExactlyOneIsFresh() {
        // Given
        RetryRule first = earlier -> earlier.stream().findFirst();
        List<Uni<Opened>> many = IntStream.range(0, 300)
                .mapToObj(i -> fixture.ledger.open(Creates.keyed(T0, "key-" + i % 3, first))).toList();
        // When
        List<Opened> opened = LedgerFixture.all(many);
        // Then
        assertThat(opened.stream().filter(Opened.Fresh.class::isInstance)).hasSize(3);
        assertThat(opened.stream().filter(Opened.Repeated.class::isInstance)
                .map(each -> ((Opened.Repeated) each).reply())).hasSize(297).doesNotHaveDuplicates();
        assertThat(get(fixture.ledger.counts())).containsEntry(Status.PENDING, 3L);
    }
}
