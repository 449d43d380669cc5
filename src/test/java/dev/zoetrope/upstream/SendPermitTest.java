package dev.zoetrope.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import jakarta.ws.rs.ProcessingException;

import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;

import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.video.Pin;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.http.ConnectionPoolTooBusyException;

/** Which failures prove that nothing was sent, and how the permit stops a create. */
class SendPermitTest {
    private static SendPermit ready() {
        return new SendPermit(null, new Pin(Pin.DEFAULT_VENDOR, ""), Instant.MAX, Clock.systemUTC());
    }

    private static SendPermit submitted() {
        SendPermit permit = ready();
        permit.submit();
        return permit;
    }

    static Stream<Throwable> proofs() {
        return Stream.of(new ConnectException("refused"), new ProcessingException(new ConnectException("refused")),
                new ConnectTimeoutException("slow"), new UnknownHostException("nowhere"),
                new SSLHandshakeException("wrong name"), new BulkheadException("full"),
                new CircuitBreakerOpenException("open"), new ConnectionPoolTooBusyException("full"),
                handshakeFailed(new NotSslRecordException("plain")), handshakeFailed(new ClosedChannelException()),
                new IllegalArgumentException("no value of a header"),
                new ProcessingException(new JsonGenerationException("no JSON", (JsonGenerator) null)));
    }

    /** A failed TLS handshake, as the HTTP client reports it. */
    private static Exception handshakeFailed(Exception why) {
        return (Exception) new SSLHandshakeException("Failed to create SSL connection").initCause(why);
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void a_connection_that_never_was_proves_it(Throwable failure) {
        assertThat(submitted().certainlyNotSent(failure)).isTrue();
    }

    static Stream<Throwable> noProofs() {
        return Stream.of(new SocketException("reset"), new IOException("closed"), new SSLException("broken record"),
                new TimeoutException("too long"), new ClosedChannelException(),
                new DecoderException(new SSLHandshakeException("alert on a connection in use")),
                new IllegalStateException("anything"), new OutOfMemoryError("large"));
    }

    @ParameterizedTest
    @MethodSource("noProofs")
    void anything_else_counts_as_sent(Throwable failure) {
        assertThat(submitted().certainlyNotSent(failure)).isFalse();
    }

    @Test
    void before_the_hand_over_nothing_can_have_been_sent() {
        assertThat(ready().certainlyNotSent(new TimeoutException("in the queue"))).isTrue();
    }

    @Test
    void one_that_was_given_up_while_it_waited_is_never_handed_over() {
        SendPermit permit = ready();
        permit.revoke();

        assertThatThrownBy(permit::submit).isInstanceOf(CreateException.Withheld.class);
        assertThat(permit.certainlyNotSent(new TimeoutException("in the queue"))).isTrue();
    }

    @Test
    void one_that_was_handed_over_cannot_be_called_unsent_any_more() {
        SendPermit permit = submitted();
        permit.revoke();

        assertThat(permit.certainlyNotSent(new TimeoutException("no answer"))).isFalse();
    }

    @Test
    void one_that_came_back_unsent_may_go_again() {
        SendPermit permit = submitted();
        permit.markUnsent();

        assertThatCode(permit::submit).doesNotThrowAnyException();
        assertThatThrownBy(permit::submit).isInstanceOf(CreateException.Withheld.class);
    }

    @Test
    void one_whose_time_is_over_is_not_handed_over_however_long_its_process_slept() {
        VirtualClock clock = new VirtualClock();
        SendPermit permit = new SendPermit(null, new Pin(Pin.DEFAULT_VENDOR, ""), clock.instant().plusSeconds(11), clock);
        clock.advance(Duration.ofMillis(11_001));

        assertThatThrownBy(permit::submit).isInstanceOf(CreateException.Withheld.class);
        assertThat(permit.certainlyNotSent(new TimeoutException("asleep"))).isTrue();
    }

    @Test
    void the_last_moment_is_still_in_time_and_no_try_begins_after_it() {
        VirtualClock clock = new VirtualClock();
        SendPermit permit = new SendPermit(null, new Pin(Pin.DEFAULT_VENDOR, ""), clock.instant().plusSeconds(11), clock);
        clock.advance(Duration.ofSeconds(11));
        permit.submit();
        permit.markUnsent();
        clock.advance(Duration.ofMillis(1));

        assertThatThrownBy(permit::submit).isInstanceOf(CreateException.Withheld.class);
    }

    @Test
    void what_fails_behind_the_head_was_sent_whatever_it_is() {
        SendPermit permit = submitted();
        assertThat(permit.beginWrite()).isTrue();

        assertThat(permit.certainlyNotSent(new IllegalArgumentException("an answer nobody can read"))).isFalse();
    }

    @Test
    void a_circle_of_causes_ends() {
        Exception one = new Exception("one");
        Exception two = new Exception("two", one);
        one.initCause(two);

        assertThat(submitted().certainlyNotSent(one)).isFalse();
    }
}
