package dev.zoetrope.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.video.Task;

class CallbackTest {
    @ParameterizedTest
    @CsvSource({ "https://a.example/x?y, https://a.example:443", "HTTP://A.Example, http://a.example:80",
            "https://a.example:8443/, https://a.example:8443", "https://a.example:/, https://a.example:443",
            "https://[::1]/x, https://[::1]:443", "https://[::1]:9/x, https://[::1]:9" })
    void aReceiverIsSchemeHostAndPort(String url, String receiver) {
        assertThat(Callback.receiver(url)).isEqualTo(receiver);
    }

    @Test
    void whatIsNoUrlIsAReceiverOfItsOwn() {
        assertThat(Callback.receiver("::")).hasSize(64).isNotEqualTo(Callback.receiver(":::"));
        assertThat(Callback.receiver("mailto:a@b.example")).hasSize(64);
    }

    @Test
    void theIdFollowsFromTaskAndEvent() {
        Task ended = Tasks.completed(CalledBack.running(CalledBack.sending("alice", "https://a.example/", Tasks.T0), Tasks.T0));

        Callback once = Callback.of(ended, Duration.ZERO).orElseThrow();
        Callback again = Callback.of(ended.dueAt(Tasks.T0), Duration.ofDays(1)).orElseThrow();

        assertThat(once.id()).isEqualTo(again.id()).startsWith("msg_" + ended.id().value().substring(13));
    }
}
