package dev.zoetrope.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.upstream.SendOutcome.Refused.Subject;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Requests;
import dev.zoetrope.video.VendorObservation;

/** The choice among vendors and keys. */
class VendorsTest {
    private static final GenerationRequest CREATE = Requests.image("https://example.com/a.jpg");
    private static final String MODEL = "wan-2.7-image-to-video";
    private static final SendOutcome ACCEPTED = new SendOutcome.Accepted("id",
            new VendorObservation(VendorObservation.Phase.QUEUED, null, null, List.of(), null, null));
    private static final SendOutcome NOT_SENT = new SendOutcome.NotSent();
    private static final SendOutcome KEY_REFUSED = SendOutcome.Refused.of(Failure.badGateway("key", "No."), Subject.ACCOUNT);

    private final VirtualClock clock = new VirtualClock();

    private static VendorSpec vendor(String name, String... keys) {
        return TestVendors.spec(name, List.of(keys), null, null);
    }

    private static VendorSpec limited(String name, Integer running, Integer perSecond) {
        return TestVendors.spec(name, List.of(name + "-key"), running, perSecond);
    }

    private Vendors vendors(VendorSpec... specs) {
        return TestVendors.of(clock, Map.of(), specs);
    }

    private static Pin pin(String vendor, String key) {
        return new Pin(vendor, VendorKey.of(key).name());
    }

    /** The vendors of one round in which no vendor takes the create. */
    private List<String> round(Vendors vendors, SendOutcome outcome) {
        SendRound round = new SendRound(Map.of());
        Pin first = vendors.first(CREATE);
        return Stream.iterate(first, pin -> pin != null, pin -> {
            vendors.tryBegin(pin);
            vendors.end(pin, outcome);
            round.record(pin, outcome, clock.instant());
            return vendors.next(CREATE, round).orElse(null);
        }).map(Pin::vendor).toList();
    }

    @Test
    void vendors_are_tried_in_the_order_of_the_route_and_others_in_their_own() {
        VendorSpec[] specs = { vendor("a", "1"), vendor("b", "2"), vendor("c", "3") };

        assertThat(round(vendors(specs), NOT_SENT)).containsExactly("a", "b", "c");
        assertThat(round(TestVendors.of(clock, Map.of(MODEL, List.of("c", "a")), specs), NOT_SENT)).containsExactly("c", "a");
    }

    @Test
    void after_a_refused_key_the_next_key_is_tried_and_after_a_dead_connection_the_next_vendor() {
        VendorSpec[] specs = { vendor("a", "1", "2"), vendor("b", "3") };

        assertThat(round(vendors(specs), KEY_REFUSED)).containsExactly("a", "a", "b");
        assertThat(round(vendors(specs), NOT_SENT)).containsExactly("a", "b");
    }

    @Test
    void the_least_loaded_key_is_first() {
        Vendors vendors = vendors(vendor("a", "1", "2"));
        Pin one = vendors.first(CREATE);
        vendors.tryBegin(one);

        assertThat(vendors.first(CREATE)).isNotEqualTo(one);
    }

    @Test
    void a_full_vendor_is_passed_over_until_a_count_shows_room() {
        Vendors vendors = vendors(limited("a", 1, null), limited("b", 1, null));
        assertThat(vendors.tryBegin(pin("a", "a-key"))).isTrue();
        vendors.end(pin("a", "a-key"), ACCEPTED);

        assertThat(vendors.tryBegin(pin("a", "a-key"))).as("full").isFalse();
        assertThat(vendors.first(CREATE).vendor()).isEqualTo("b");
        assertThat(vendors.freePlaces()).isEqualTo(1);

        vendors.beginCount();
        vendors.setLive(Map.of(pin("b", "b-key"), 1));
        assertThat(vendors.first(CREATE).vendor()).isEqualTo("a");
    }

    @Test
    void a_create_that_was_not_accepted_gives_its_place_back() {
        Vendors vendors = vendors(limited("a", 1, null));
        vendors.tryBegin(pin("a", "a-key"));

        vendors.end(pin("a", "a-key"), NOT_SENT);

        assertThat(vendors.freePlaces()).isEqualTo(1);
    }

    @Test
    void creates_that_begin_while_live_tasks_are_counted_are_not_forgotten() {
        Vendors vendors = vendors(limited("a", 2, null));
        vendors.beginCount();
        vendors.tryBegin(pin("a", "a-key"));

        vendors.setLive(Map.of(pin("a", "a-key"), 1));

        assertThat(vendors.freePlaces()).isZero();
    }

    @Test
    void creates_in_a_second_are_limited() {
        Vendors vendors = vendors(limited("a", null, 2));
        for (int i = 0; i < 2; i++) {
            assertThat(vendors.tryBegin(pin("a", "a-key"))).isTrue();
            vendors.end(pin("a", "a-key"), ACCEPTED);
        }

        assertThat(vendors.tryBegin(pin("a", "a-key"))).isFalse();
        clock.advance(Duration.ofMillis(999));
        assertThat(vendors.tryBegin(pin("a", "a-key"))).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(vendors.tryBegin(pin("a", "a-key"))).isTrue();
    }

    @Test
    void a_refused_key_rests_five_minutes_and_twice_as_long_each_time_up_to_an_hour() {
        Vendors vendors = vendors(vendor("a", "1"), vendor("b", "2"));
        for (int minutes : new int[] { 5, 10, 20, 40, 60, 60 }) {
            vendors.tryBegin(pin("a", "1"));
            vendors.end(pin("a", "1"), KEY_REFUSED);
            clock.advance(Duration.ofMinutes(minutes).minusMillis(1));
            assertThat(vendors.first(CREATE).vendor()).isEqualTo("b");
            clock.advance(Duration.ofMillis(1));
            assertThat(vendors.first(CREATE).vendor()).isEqualTo("a");
        }
        vendors.tryBegin(pin("a", "1"));
        vendors.end(pin("a", "1"), ACCEPTED);
        vendors.tryBegin(pin("a", "1"));
        vendors.end(pin("a", "1"), KEY_REFUSED);
        clock.advance(Duration.ofMinutes(5));
        assertThat(vendors.first(CREATE).vendor()).as("an acceptance ends the doubling").isEqualTo("a");
    }

    @Test
    void a_key_without_one_of_the_models_does_not_rest() {
        Vendors vendors = vendors(vendor("a", "1"), vendor("b", "2"));
        vendors.tryBegin(pin("a", "1"));
        vendors.end(pin("a", "1"), SendOutcome.Refused.of(Failure.notFound("No such model."), Subject.MODEL));

        assertThat(vendors.first(CREATE).vendor()).isEqualTo("a");
    }

    @Test
    void a_vendor_that_is_full_may_take_a_create_later_and_a_key_that_rests_may_not() {
        Vendors vendors = vendors(vendor("a", "1"), limited("b", 1, null));
        SendRound round = new SendRound(Map.of());
        round.record(pin("a", "1"), KEY_REFUSED, clock.instant());
        vendors.tryBegin(pin("b", "b-key"));
        assertThat(vendors.next(CREATE, round)).isEmpty();
        assertThat(vendors.mayTakeLater(CREATE, round)).isTrue();

        vendors.end(pin("b", "b-key"), KEY_REFUSED);
        assertThat(vendors.mayTakeLater(CREATE, round)).isFalse();
    }

    @Test
    void if_all_keys_rest_the_first_one_is_tried_so_that_the_caller_learns_why() {
        Vendors vendors = vendors(vendor("a", "1"));
        vendors.tryBegin(pin("a", "1"));
        vendors.end(pin("a", "1"), KEY_REFUSED);

        assertThat(vendors.first(CREATE)).isEqualTo(pin("a", "1"));
        assertThat(vendors.firstOf(CREATE, new SendRound(Map.of()))).contains(pin("a", "1"));
    }

    @Test
    void a_vendor_that_asked_to_wait_is_not_tried_before_that() {
        Vendors vendors = vendors(vendor("a", "1"), vendor("b", "2"));
        SendRound earlier = new SendRound(Map.of());
        earlier.record(pin("a", "1"), new SendOutcome.Deferred(Duration.ofSeconds(30)), clock.instant());
        Map<String, java.time.Instant> resumeAt = earlier.resumeAt(clock.instant());

        assertThat(vendors.firstOf(CREATE, new SendRound(resumeAt)).orElseThrow().vendor()).isEqualTo("b");
        clock.advance(Duration.ofSeconds(30));
        assertThat(vendors.firstOf(CREATE, new SendRound(resumeAt)).orElseThrow().vendor()).isEqualTo("a");
        assertThat(earlier.resumeAt(clock.instant())).isEmpty();
    }

    @Test
    void a_vendor_that_cannot_carry_the_create_is_passed_over_and_if_there_is_no_other_the_member_is_named() {
        GenerationRequest withSeed = Requests.ofModel(MODEL,
                Map.of("image_urls", List.of("https://example.com/a.jpg"), "seed", 7));

        assertThat(vendors(TestVendors.withoutSeed("a"), vendor("b", "2")).first(withSeed).vendor()).isEqualTo("b");
        assertThat(vendors(TestVendors.withoutSeed("a"), vendor("b", "2")).first(CREATE).vendor()).isEqualTo("a");
        assertThatThrownBy(() -> vendors(TestVendors.withoutSeed("a")).first(withSeed))
                .isInstanceOfSatisfying(FailureException.class, refused -> {
                    assertThat(refused.failure().status()).isEqualTo(422);
                    assertThat(refused.failure().faults()).singleElement()
                            .satisfies(fault -> assertThat(fault.param()).isEqualTo("seed"));
                });
    }

    @Test
    void a_key_that_is_gone_is_replaced_by_another_one_of_the_same_vendor() {
        Vendors vendors = vendors(vendor("a", "1"), vendor("b", "2"));

        assertThat(vendors.account(pin("b", "old")).pin()).isEqualTo(pin("b", "2"));
        assertThat(vendors.account(pin("gone", "x"))).isNull();
        assertThat(vendors.account(pin("a", "1")).pin()).isEqualTo(pin("a", "1"));
    }
}
