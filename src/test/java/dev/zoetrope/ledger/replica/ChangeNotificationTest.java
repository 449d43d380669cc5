package dev.zoetrope.ledger.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.ledger.Change;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Task;

/** The payloads of the notifications between replicas. */
class ChangeNotificationTest {
    private static List<Change> read(List<String> payloads, long ownNumber) {
        List<Change> changes = new ArrayList<>();
        payloads.forEach(payload -> ChangeNotification.read(payload, ownNumber, changes::add));
        return changes;
    }

    @Test
    void what_one_tells_another_reads() {
        Task one = Tasks.pending(new Caller("a caller with spaces, and \u00fc\u4e16"), Tasks.T0);
        Task two = Tasks.running(Tasks.sending(), "vendor-1");

        assertThat(read(ChangeNotification.payloads(7, List.of(one, two)), 8)).containsExactly(
                new Change(one.id(), one.caller(), 0, null), new Change(two.id(), two.caller(), 1, null));
    }

    @Test
    void what_one_tells_it_does_not_hear() {
        assertThat(read(ChangeNotification.payloads(7, List.of(Tasks.pending())), 7)).isEmpty();
        assertThat(ChangeNotification.payloads(7, List.of())).isEmpty();
    }

    @Test
    void a_large_group_is_several_notices() {
        // Given: more than fits into a payload, with a caller of multi-byte characters
        Caller caller = new Caller("\u4e16".repeat(100));
        List<Task> group = IntStream.range(0, 500).mapToObj(i -> Tasks.pending(caller, Tasks.T0.plusMillis(i))).toList();
        // When
        List<String> payloads = ChangeNotification.payloads(Long.MAX_VALUE, group);
        // Then
        assertThat(payloads).hasSizeGreaterThan(10)
                .allMatch(payload -> payload.getBytes(StandardCharsets.UTF_8).length < 8000);
        assertThat(read(payloads, 1)).extracting(Change::id).isEqualTo(group.stream().map(Task::id).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "x", "7", "7\n", "7\nabc", "7\nabc 1", "7\nabc x alice", "7\n\n", "\n\n\n", "-" })
    void somebody_elses_notice_is_none(String payload) {
        assertThat(read(List.of(payload), 1)).isEmpty();
    }
}
