package dev.zoetrope.ledger.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.ledger.CallbackTasks;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.video.Task;

class OutboxEntryTest {
    @ParameterizedTest
    @CsvSource({ "https://a.example/x?y, https://a.example:443", "HTTP://A.Example, http://a.example:80",
            "https://a.example:8443/, https://a.example:8443", "https://a.example:/, https://a.example:443",
            "https://[::1]/x, https://[::1]:443", "https://[::1]:9/x, https://[::1]:9" })
    void a_receiver_is_scheme_host_and_port(String url, String receiver) {
        assertThat(OutboxEntry.receiver(url)).isEqualTo(receiver);
    }

    @Test
    void what_is_no_url_is_a_receiver_of_its_own() {
        assertThat(OutboxEntry.receiver("::")).hasSize(64).isNotEqualTo(OutboxEntry.receiver(":::"));
        assertThat(OutboxEntry.receiver("mailto:a@b.example")).hasSize(64);
    }

    @Test
    void the_id_follows_from_task_and_event() {
        Task ended = Tasks
                .completed(CallbackTasks.running(CallbackTasks.sending("alice", "https://a.example/", Tasks.T0), Tasks.T0));

        OutboxEntry once = OutboxEntry.of(ended, Duration.ZERO).orElseThrow();
        OutboxEntry again = OutboxEntry.of(ended.dueAt(Tasks.T0), Duration.ofDays(1)).orElseThrow();

        assertThat(once.id()).isEqualTo(again.id()).startsWith("msg_" + ended.id().value().substring(13));
    }
}
