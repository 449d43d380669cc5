package dev.zoetrope.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.upstream.SendOutcome.Refused.Subject;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.VendorObservation;

/** What several tries of one create mean together, and which outcome allows another try. */
class SendRoundTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final SendOutcome ACCEPTED = new SendOutcome.Accepted("id",
            new VendorObservation(VendorObservation.Phase.QUEUED, null, null, List.of(), null, null));
    private static final SendOutcome UNKNOWN = new SendOutcome.Unknown("no answer");
    private static final SendOutcome NOT_SENT = new SendOutcome.NotSent();
    private static final SendOutcome BAD_INPUT = refusal(422, "bad", Subject.CREATE);
    private static final SendOutcome BAD_KEY = refusal(502, "key", Subject.ACCOUNT);
    private static final SendOutcome NO_MONEY = refusal(402, "money", Subject.MONEY);

    private static SendOutcome refusal(int status, String code, Subject subject) {
        return SendOutcome.Refused.of(Failure.refusedByVendor(status, null, code, "No."), subject);
    }

    private static SendOutcome deferred(int seconds) {
        return new SendOutcome.Deferred(Duration.ofSeconds(seconds));
    }

    private static SendOutcome together(SendOutcome... outcomes) {
        SendRound round = new SendRound(Map.of());
        for (int i = 0; i < outcomes.length; i++) {
            round.record(new Pin("v" + i, "k"), outcomes[i], NOW);
        }
        return round.overall(outcomes[outcomes.length - 1], false);
    }

    @Test
    void only_a_proof_that_nothing_was_accepted_and_that_is_not_about_the_create_allows_another_try() {
        assertThat(List.of(NOT_SENT, deferred(1), new SendOutcome.Deferred(null), BAD_KEY, NO_MONEY))
                .allMatch(SendRound::mayTryNext);
        assertThat(List.of(ACCEPTED, UNKNOWN, BAD_INPUT)).noneMatch(SendRound::mayTryNext);
    }

    @Test
    void the_last_try_decides_if_it_is_final() {
        assertThat(together(NOT_SENT, ACCEPTED)).isEqualTo(ACCEPTED);
        assertThat(together(deferred(1), UNKNOWN)).isEqualTo(UNKNOWN);
        assertThat(together(BAD_KEY, BAD_INPUT)).isEqualTo(BAD_INPUT);
    }

    @Test
    void one_try_means_what_it_is() {
        assertThat(together(NOT_SENT)).isEqualTo(NOT_SENT);
        assertThat(together(deferred(7))).isEqualTo(deferred(7));
        assertThat(together(BAD_KEY)).isEqualTo(BAD_KEY);
        assertThat(together(NO_MONEY)).isEqualTo(NO_MONEY);
    }

    @Test
    void if_one_was_deferred_or_not_sent_the_create_waits_for_the_soonest() {
        assertThat(together(deferred(30), BAD_KEY, deferred(7))).isEqualTo(deferred(7));
        assertThat(together(deferred(30), NOT_SENT)).isEqualTo(NOT_SENT);
        assertThat(together(new SendOutcome.Deferred(null), NO_MONEY)).isEqualTo(NOT_SENT);
    }

    @Test
    void if_all_that_were_tried_refused_and_another_one_is_only_full_the_create_waits() {
        SendRound round = new SendRound(Map.of());
        round.record(new Pin("a", "k"), BAD_KEY, NOW);

        assertThat(round.overall(BAD_KEY, true)).isEqualTo(NOT_SENT);
        assertThat(round.overall(BAD_INPUT, true)).isEqualTo(BAD_INPUT);
        assertThat(round.overall(UNKNOWN, true)).isEqualTo(UNKNOWN);
    }

    @Test
    void if_all_refused_a_lack_of_money_is_said_first() {
        assertThat(together(BAD_KEY, NO_MONEY, BAD_KEY)).isEqualTo(NO_MONEY);
        assertThat(together(BAD_KEY, BAD_KEY)).isInstanceOfSatisfying(SendOutcome.Refused.class, refused -> {
            assertThat(refused.failure().status()).isEqualTo(502);
            assertThat(refused.failure().code()).isEqualTo("upstream_refused");
        });
    }
}
