package dev.zoetrope.ledger.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.CallbackTasks;
import dev.zoetrope.ledger.Delivery;
import dev.zoetrope.ledger.DeliveryState;
import dev.zoetrope.ledger.Outbox;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/** Claims of due deliveries, the order of the receivers, and what follows a claim. */
class ClaimDeliveriesTest extends LedgerTest {
    static final Outbox.ReceiverCapacity OPEN = capacity(1_000, Set.of(), Set.of());
    private static final Instant NOW = Tasks.T0.plusSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(40);
    private SqlOutbox outbox;

    @BeforeEach
    void prepare() {
        outbox = new SqlOutbox(fixture.ledger);
    }

    private static Outbox.ReceiverCapacity capacity(int each, Set<String> full, Set<String> failing) {
        return new Outbox.ReceiverCapacity() {
            @Override
            public int free(String receiver) {
                return full.contains(receiver) ? 0 : each;
            }

            @Override
            public boolean failing(String receiver) {
                return failing.contains(receiver);
            }
        };
    }

    private static String receiver(String host) {
        return "https://" + host + ":443";
    }

    /** A delivery that became due this many seconds ago. */
    private Delivery due(String host, int secondsAgo) {
        return due("alice", host, secondsAgo);
    }

    private Delivery due(String caller, String host, int secondsAgo) {
        Instant at = NOW.minusSeconds(secondsAgo);
        Task sending = inserted(CallbackTasks.sending(caller, "https://" + host + "/hook", at));
        Task running = CallbackTasks.running(sending, at);
        assertThat(get(fixture.ledger.transition(running))).isTrue();
        assertThat(get(fixture.ledger.transition(CallbackTasks.completed(running, at, null)))).isTrue();
        return get(outbox.list(new Caller(caller), Optional.of(sending.id()), Optional.empty(), 1, Optional.empty())).get(0);
    }

    private Outbox.Claimed claim(Instant now, int max, Outbox.ReceiverCapacity capacity) {
        return get(outbox.claim(now, LEASE, max, capacity));
    }

    private static List<String> hosts(Outbox.Claimed claimed) {
        return claimed.deliveries().stream().map(delivery -> delivery.receiver().replaceAll("https://|:443", "")).toList();
    }

    @Test
    void a_claim_is_a_try_begun_and_comes_due_again_when_the_lease_is_over() {
        // Given
        Delivery one = due("a.example", 0);
        // When
        Outbox.Claimed first = claim(NOW, 10, OPEN);
        Outbox.Claimed meanwhile = claim(NOW.plus(LEASE).minusMillis(1), 10, OPEN);
        Outbox.Claimed again = claim(NOW.plus(LEASE), 10, OPEN);
        // Then
        assertThat(first.deliveries()).containsExactly(new Delivery(one.id(), one.task(), one.caller(), one.url(),
                one.receiver(), one.event(), DeliveryState.WAITING, 1, one.createdAt(), NOW.plus(LEASE), NOW, null, null));
        assertThat(first.more()).isFalse();
        assertThat(meanwhile.deliveries()).isEmpty();
        assertThat(again.deliveries()).extracting(Delivery::attempts).containsExactly(2);
    }

    @Test
    void what_is_not_due_is_not_claimed() {
        due("a.example", -1);

        assertThat(claim(NOW, 10, OPEN).deliveries()).isEmpty();
    }

    @Test
    void a_receiver_is_given_what_it_has_places_for_the_longest_overdue_first() {
        // Given
        Delivery third = due("a.example", 1);
        Delivery first = due("a.example", 9);
        Delivery second = due("a.example", 5);
        // When
        Outbox.Claimed claimed = claim(NOW, 10, capacity(2, Set.of(), Set.of()));
        // Then
        assertThat(claimed.deliveries()).extracting(Delivery::id).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(claimed.more()).isTrue();
        assertThat(claim(NOW, 10, OPEN).deliveries()).extracting(Delivery::id).containsExactly(third.id());
    }

    @Test
    void a_thousand_of_a_receiver_that_is_full_hold_up_nobody() {
        // Given: all of them are due for longer than the other delivery
        for (int i = 0; i < 100; i++) {
            due("dead.example", 50);
        }
        due("quick.example", 1);
        // When
        Outbox.Claimed claimed = claim(NOW, 10, capacity(5, Set.of(receiver("dead.example")), Set.of()));
        // Then
        assertThat(hosts(claimed)).containsExactly("quick.example");
        assertThat(claimed.more()).isTrue();
    }

    @Test
    void the_receivers_take_turns_in_a_circle() {
        // Given
        for (String host : List.of("a.example", "b.example", "c.example")) {
            due(host, 3);
            due(host, 2);
        }
        // When
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            order.addAll(hosts(claim(NOW, 1, OPEN)));
        }
        // Then
        assertThat(order).containsExactly("a.example", "b.example", "c.example", "a.example", "b.example", "c.example");
    }

    @Test
    void claimers_at_the_same_time_never_get_the_same() {
        // Given
        for (int i = 0; i < 60; i++) {
            due("host" + i % 7 + ".example", 5);
        }
        List<Uni<Outbox.Claimed>> claims = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            claims.add(outbox.claim(NOW, LEASE, 7, OPEN));
        }
        // When
        List<Delivery> all = LedgerFixture.all(claims).stream().flatMap(claimed -> claimed.deliveries().stream()).toList();
        // Then
        assertThat(all).hasSize(60).extracting(Delivery::id).doesNotHaveDuplicates();
    }

    @Test
    void only_the_newest_try_counts() {
        // Given
        due("a.example", 0);
        Delivery first = claim(NOW, 1, OPEN).deliveries().get(0);
        Delivery second = claim(NOW.plus(LEASE), 1, OPEN).deliveries().get(0);
        // When
        boolean late = get(outbox.recordAttempt(first, DeliveryState.WAITING, NOW, 500, "refused"));
        boolean counted = get(outbox.recordAttempt(second, DeliveryState.DELIVERED, null, 204, null));
        boolean twice = get(outbox.recordAttempt(second, DeliveryState.GONE, null, 410, "gone"));
        // Then
        assertThat(List.of(late, counted, twice)).containsExactly(false, true, false);
        assertThat(claim(NOW.plus(LEASE).plus(LEASE), 1, OPEN).deliveries()).isEmpty();
    }

    @Test
    void what_a_hanging_receiver_never_came_to_is_given_up_after_a_day() throws SQLException {
        // Given
        Delivery old = due("dead.example", 0);
        Instant later = NOW.plus(ClaimDeliveries.MAX_OVERDUE).plusSeconds(1);
        String dead = receiver("dead.example");
        // When: first the receiver has no capacity, then it is also failing
        claim(later, 10, capacity(5, Set.of(dead), Set.of()));
        String full = fixture.stored("select state from delivery where id = '" + old.id() + "'");
        claim(later, 10, capacity(5, Set.of(dead), Set.of(dead)));
        // Then
        assertThat(full).isEqualTo("waiting");
        assertThat(fixture.stored("select state from delivery where id = '" + old.id() + "'")).isEqualTo("given_up");
        assertThat(fixture.stored("select last_error from delivery where id = '" + old.id() + "'")).isEqualTo("not_reached");
    }

    @Test
    void what_was_given_up_can_be_delivered_again_by_its_owner_or_an_operator() {
        // Given
        Delivery one = due("a.example", 0);
        Delivery claimed = claim(NOW, 1, OPEN).deliveries().get(0);
        get(outbox.recordAttempt(claimed, DeliveryState.GIVEN_UP, null, 500, "refused"));
        // When
        Optional<Outbox.Requeued> foreign = get(outbox.requeue(one.id(), Optional.of(Tasks.BOB), NOW));
        Optional<Outbox.Requeued> own = get(outbox.requeue(one.id(), Optional.of(Tasks.ALICE), NOW.plusSeconds(1)));
        Optional<Outbox.Requeued> soon = get(outbox.requeue(one.id(), Optional.of(Tasks.ALICE), NOW.plusSeconds(60)));
        Optional<Outbox.Requeued> others = get(outbox.requeue(one.id(), Optional.of(Tasks.BOB), NOW.plusSeconds(60)));
        Optional<Outbox.Requeued> operators = get(outbox.requeue(one.id(), Optional.empty(), NOW.plusSeconds(61)));
        // Then
        assertThat(foreign).isEmpty();
        assertThat(own.orElseThrow().queued()).isTrue();
        assertThat(own.orElseThrow().delivery()).satisfies(again -> {
            assertThat(again.state()).isEqualTo(DeliveryState.WAITING);
            assertThat(again.attempts()).isZero();
            assertThat(again.dueAt()).isEqualTo(NOW.plusSeconds(1));
            assertThat(again.lastError()).isEqualTo("refused");
        });
        assertThat(soon).contains(new Outbox.Requeued(own.orElseThrow().delivery(), false));
        assertThat(others).isEmpty();
        assertThat(operators.orElseThrow().queued()).isTrue();
        assertThat(operators.orElseThrow().delivery().dueAt()).isEqualTo(NOW.plusSeconds(61));
    }

    @Test
    void a_list_is_paged_and_filtered_and_the_callers_own() {
        // Given
        List<Delivery> all = List.of(due("a.example", 30), due("a.example", 20), due("a.example", 10));
        due("bob", "b.example", 5);
        Delivery claimed = claim(NOW, 1, capacity(1, Set.of(receiver("b.example")), Set.of())).deliveries().get(0);
        get(outbox.recordAttempt(claimed, DeliveryState.GIVEN_UP, null, null, "unreachable"));
        // When
        List<Delivery> first = page(Optional.empty(), 2, Optional.empty());
        List<Delivery> second = page(Optional.empty(), 2, Optional.of(first.get(1).id()));
        // Then
        assertThat(first).extracting(Delivery::id).containsExactly(all.get(2).id(), all.get(1).id());
        assertThat(second).extracting(Delivery::id).containsExactly(all.get(0).id());
        assertThat(page(Optional.of(DeliveryState.GIVEN_UP), 9, Optional.empty())).extracting(Delivery::id)
                .containsExactly(claimed.id());
        assertThat(page(Optional.of(DeliveryState.WAITING), 9, Optional.empty())).hasSize(2);
        assertThat(page(Optional.of(DeliveryState.DELIVERED), 9, Optional.empty())).isEmpty();
    }

    private List<Delivery> page(Optional<DeliveryState> state, int limit, Optional<String> after) {
        return get(outbox.list(Tasks.ALICE, Optional.empty(), state, limit, after));
    }
}
