package dev.zoetrope.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.zoetrope.chaos.GatewayBook.Entry;
import dev.zoetrope.chaos.VendorBook.Ask;
import dev.zoetrope.chaos.VendorBook.Create;
import dev.zoetrope.chaos.Wish.Told;

/** The judge is judged: each way to break the promise is found, and a kept one is not blamed. */
class ReckoningTest {
    private static final Fleet.Deaths NOBODY_DIED = moment -> VendorBook.NEVER;
    private static final Fleet.Deaths ONE_DIED_THEN = diedAt(100);
    private static final Account VENDOR = new Account("default", "k1");
    private static final Account OTHER = new Account("second", "k1");
    private static final long LONG_BEFORE = -5_000_000_000L;
    private static final long LONG_AFTER = 5_000_000_000L;

    private static Fleet.Deaths diedAt(long then) {
        return moment -> moment <= then ? then : VendorBook.NEVER;
    }

    private static Wish wish(Manner manner, Told... told) {
        Wish wish = new Wish(0, manner);
        Arrays.stream(told).forEach(wish::told);
        return wish;
    }

    private static Create create(String id, Mood mood) {
        Create create = new Create("wish 0", VENDOR, id, mood, 50, false, 0);
        create.answered = 60;
        return create;
    }

    private static Entry completed(String vendorId) {
        return new Entry("t1", "wish 0", "completed", null, "https://films.example/default/" + vendorId + ".mp4", VENDOR,
                vendorId);
    }

    private static Entry failed(String code, String vendorId) {
        return new Entry("t1", "wish 0", "failed", code, null, VENDOR, vendorId);
    }

    private static Reckoning reckon(Fleet.Deaths deaths, Wish wish, List<Create> creates, Entry... entries) {
        return new Reckoning(deaths, moment -> moment, Map.of()).compare(List.of(wish), Map.of("wish 0", creates),
                List.of(entries));
    }

    private static void assertClean(Reckoning reckoning) {
        assertThat(reckoning.lost()).isEmpty();
        assertThat(reckoning.sentTwice()).isEmpty();
        assertThat(reckoning.wrong()).isEmpty();
    }

    private static final Told T1 = new Told(200, "t1", 0, 0);
    private static final Told NOTHING = new Told(0, null, 0, 0);

    @Test
    void a_render_that_its_caller_was_told_of_is_well() {
        assertClean(reckon(NOBODY_DIED, wish(Manner.ONCE, T1), List.of(create("v1", Mood.WELL)), completed("v1")));
    }

    @Test
    void a_create_deferred_and_sent_again_is_well() {
        assertClean(reckon(NOBODY_DIED, wish(Manner.ONCE, T1),
                List.of(create("v1", Mood.DEFERRED), create("v2", Mood.NO_CHANNEL), create("v3", Mood.WELL)),
                completed("v3")));
    }

    @Test
    void an_answer_nobody_could_read_is_unknown_and_counted() {
        Reckoning reckoning = reckon(NOBODY_DIED, wish(Manner.COUNTED, T1), List.of(create("v1", Mood.GARBLED)),
                failed("submission_unknown", null));

        assertClean(reckoning);
        assertThat(reckoning.unknown()).isEqualTo(1);
    }

    @Test
    void an_unknown_outcome_needs_a_cause() {
        Wish wish = wish(Manner.COUNTED, T1);
        List<Create> well = List.of(create("v1", Mood.WELL));

        assertThat(reckon(NOBODY_DIED, wish, well, failed("submission_unknown", null)).wrong()).hasSize(1);
        assertThat(reckon(diedAt(LONG_BEFORE), wish, well, failed("submission_unknown", null)).wrong()).hasSize(1);
        assertThat(reckon(diedAt(LONG_AFTER), wish, well, failed("submission_unknown", null)).wrong()).hasSize(1);
        assertThat(reckon(NOBODY_DIED, wish, List.of(), failed("submission_unknown", null)).wrong()).hasSize(1);
        assertClean(reckon(ONE_DIED_THEN, wish, well, failed("submission_unknown", null)));
    }

    @Test
    void the_unknown_sibling_of_a_task_is_not_judged_by_the_create_of_that_task() {
        Create siblings = new Create("wish 0", VENDOR, "v2", Mood.WELL, LONG_AFTER * 10, false, 0);
        siblings.answered = LONG_AFTER * 10;
        List<Create> seen = List.of(create("v1", Mood.DEFERRED), siblings);
        Entry unknown = new Entry("t2", "wish 0", "failed", "submission_unknown", null, VENDOR, null);

        assertClean(reckon(diedAt(LONG_AFTER), wish(Manner.COUNTED, NOTHING, T1), seen, completed("v2"), unknown));
        assertThat(reckon(NOBODY_DIED, wish(Manner.COUNTED, NOTHING, T1), seen, completed("v2"), unknown).wrong())
                .hasSize(1);
    }

    @Test
    void a_second_create_after_one_that_may_be_billed_is_sent_twice() {
        for (Mood mood : List.of(Mood.WELL, Mood.RESET_BEFORE, Mood.GARBLED, Mood.LATE)) {
            assertThat(reckon(NOBODY_DIED, wish(Manner.COUNTED, NOTHING, T1),
                    List.of(create("v1", mood), create("v2", Mood.WELL)), completed("v2")).sentTwice())
                    .as(mood.name()).hasSize(1);
        }
    }

    @Test
    void a_refusal_is_only_sent_again_when_the_caller_asks_again_and_gave_no_key() {
        List<Create> twice = List.of(create("v1", Mood.REFUSED), create("v2", Mood.WELL));

        assertThat(reckon(NOBODY_DIED, wish(Manner.ONCE, T1), twice, completed("v2")).sentTwice()).hasSize(1);
        assertThat(reckon(NOBODY_DIED, wish(Manner.KEYED, NOTHING, T1), twice, completed("v2")).sentTwice())
                .hasSize(1);
        assertClean(reckon(NOBODY_DIED, wish(Manner.COUNTED, NOTHING, T1), twice, completed("v2")));
    }

    @Test
    void a_bill_of_each_of_two_vendors_is_sent_twice() {
        Create second = new Create("wish 0", OTHER, "v1", Mood.WELL, 70, false, 0);
        Entry entry = new Entry("t1", "wish 0", "completed", null, second.film(), OTHER, "v1");

        assertThat(reckon(NOBODY_DIED, wish(Manner.ONCE, T1), List.of(create("v1", Mood.LATE), second), entry).sentTwice())
                .hasSize(1);
        for (Mood no : Mood.OF_ACCOUNT) {
            assertClean(reckon(NOBODY_DIED, wish(Manner.ONCE, T1), List.of(create("v1", no), second), entry));
        }
    }

    @Test
    void a_refusal_of_the_create_does_not_go_to_the_next_vendor() {
        Create second = new Create("wish 0", OTHER, "v1", Mood.DEFERRED, 70, false, 0);

        assertThat(reckon(NOBODY_DIED, wish(Manner.ONCE, T1), List.of(create("v1", Mood.REFUSED), second),
                failed("image_too_dark", null)).sentTwice()).hasSize(1);
    }

    @Test
    void a_render_is_tracked_by_a_task_with_its_vendor_and_key() {
        for (Account wrong : List.of(OTHER, new Account("default", "k2"))) {
            Entry entry = new Entry("t1", "wish 0", "completed", null, create("v1", Mood.WELL).film(), wrong, "v1");
            Entry unknown = new Entry("t1", "wish 0", "failed", "submission_unknown", null, wrong, null);

            assertThat(reckon(NOBODY_DIED, wish(Manner.ONCE, T1), List.of(create("v1", Mood.WELL)), entry).lost()).hasSize(1);
            assertThat(reckon(NOBODY_DIED, wish(Manner.ONCE, T1), List.of(create("v1", Mood.GARBLED)), unknown).lost())
                    .hasSize(1);
        }
    }

    @Test
    void a_vendor_is_asked_for_its_own_tasks_with_their_keys() {
        List<Entry> entries = List.of(completed("v1"));
        Reckoning reckoning = reckon(NOBODY_DIED, wish(Manner.ONCE, T1), List.of(create("v1", Mood.WELL)), completed("v1"));

        assertClean(reckoning.asked(Set.of(new Ask(VENDOR, "v1")), entries));
        assertThat(reckoning.asked(Set.of(new Ask(OTHER, "v1"), new Ask(new Account("default", "k2"), "v1")), entries).wrong())
                .hasSize(2);
    }

    @Test
    void a_task_may_fail_because_the_account_was_refused() {
        assertClean(reckon(NOBODY_DIED, wish(Manner.ONCE, T1), List.of(create("v1", Mood.KEY_REFUSED)),
                failed("upstream_key_refused", null)));
        assertThat(reckon(NOBODY_DIED, wish(Manner.ONCE, T1), List.of(create("v1", Mood.DEFERRED)),
                failed("upstream_key_refused", null)).wrong()).hasSize(1);
    }

    @Test
    void what_was_acknowledged_must_be_there() {
        assertThat(reckon(NOBODY_DIED, wish(Manner.ONCE, T1), List.of()).lost()).hasSize(1);
    }

    @Test
    void what_the_vendor_saw_must_be_there() {
        assertThat(reckon(NOBODY_DIED, wish(Manner.FORGETFUL), List.of(create("v1", Mood.WELL))).lost()).isNotEmpty();
    }

    @Test
    void every_task_has_an_end() {
        Entry running = new Entry("t1", "wish 0", "processing", null, null, VENDOR, "v1");

        assertThat(reckon(NOBODY_DIED, wish(Manner.ONCE, T1), List.of(create("v1", Mood.WELL)), running).lost())
                .hasSize(1);
    }

    @Test
    void a_render_given_up_is_lost() {
        assertThat(reckon(ONE_DIED_THEN, wish(Manner.ONCE, T1), List.of(create("v1", Mood.WELL)),
                failed("deadline_exceeded", null)).lost()).hasSize(1);
    }

    @Test
    void an_end_must_be_the_vendors() {
        assertThat(reckon(NOBODY_DIED, wish(Manner.ONCE, T1), List.of(create("v1", Mood.WELL)),
                failed("render_failed", "v1")).wrong()).hasSize(1);
    }

    @Test
    void what_was_turned_away_was_never_sent() {
        assertThat(reckon(NOBODY_DIED, wish(Manner.ONCE, new Told(503, null, 0, 0)), List.of(create("v1", Mood.WELL)),
                completed("v1")).wrong()).hasSize(1);
    }

    @Test
    void an_outcome_that_waited_for_the_storage_may_die_with_its_gateway() {
        Wish wish = wish(Manner.COUNTED, T1);
        List<Create> well = List.of(create("v1", Mood.WELL));
        Entry unknown = failed("submission_unknown", null);
        Reckoning.Storage away = moment -> LONG_AFTER - 1;

        assertThat(reckon(diedAt(LONG_AFTER), wish, well, unknown).wrong()).hasSize(1);
        assertClean(new Reckoning(diedAt(LONG_AFTER), away, Map.of()).compare(List.of(wish), Map.of("wish 0", well),
                List.of(unknown)));
    }

    @Test
    void what_was_deferred_is_only_unknown_if_a_gateway_died_before_it_was_sent_again() {
        Wish wish = wish(Manner.COUNTED, T1);
        List<Create> deferred = List.of(create("v1", Mood.DEFERRED));
        Entry unknown = failed("submission_unknown", null);
        long late = 5 * LONG_AFTER;
        Reckoning.Storage away = moment -> Math.max(moment, late - 1);

        assertClean(reckon(diedAt(LONG_AFTER), wish, deferred, unknown));
        assertThat(reckon(diedAt(late), wish, deferred, unknown).wrong()).hasSize(1);
        assertClean(new Reckoning(diedAt(late), away, Map.of()).compare(List.of(wish), Map.of("wish 0", deferred),
                List.of(unknown)));
    }

    @Test
    void the_time_of_an_interrupted_resend_begins_with_the_outage() {
        Wish wish = wish(Manner.COUNTED, T1);
        List<Create> deferred = List.of(create("v1", Mood.DEFERRED));
        Entry unknown = failed("submission_unknown", null);
        long late = 5 * LONG_AFTER;

        assertClean(new Reckoning(diedAt(late), moment -> moment, Map.of("t1", late - 1)).compare(List.of(wish),
                Map.of("wish 0", deferred), List.of(unknown)));
        assertThat(new Reckoning(diedAt(late), moment -> moment, Map.of("t1", LONG_AFTER - 1)).compare(List.of(wish),
                Map.of("wish 0", deferred), List.of(unknown)).wrong()).hasSize(1);
    }
}
