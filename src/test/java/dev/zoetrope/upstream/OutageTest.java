package dev.zoetrope.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.LogLines;
import dev.zoetrope.observe.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The log has one line when creates no longer reach the vendor and one when they do again; a metric shows the state. */
class OutageTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private static final String VENDOR = "default";

    private final LogLines log = new LogLines(Outage.class);
    private final Outage outage = new Outage(new Meters(registry));

    @BeforeEach
    void begin() {
        outage.begin(VENDOR);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void shows(String reason, double value) {
        assertThat(registry.find("zoetrope.upstream.reachable").gauges()).singleElement().satisfies(gauge -> {
            assertThat(gauge.getId().getTag("reason")).isEqualTo(reason);
            assertThat(gauge.value()).isEqualTo(value);
        });
    }

    @Test
    void the_log_has_one_line_for_the_beginning_and_one_for_the_end() {
        shows("none", 1);
        outage.recordAnswered(VENDOR);
        assertThat(log.lines()).isEmpty();

        for (int i = 0; i < 5; i++) {
            outage.recordNotSent(VENDOR, SendFailureReason.REFUSED);
        }
        assertThat(log.lines()).singleElement().asString().contains("it refuses connections", "WARN");
        shows("refused", 0);

        outage.recordAnswered(VENDOR);
        outage.recordAnswered(VENDOR);
        assertThat(log.lines()).hasSize(2).last().asString().contains("answers creates again", "INFO");
        shows("none", 1);
    }

    @Test
    void the_meter_shows_the_latest_reason_but_not_the_breaker_that_follows_from_it() {
        outage.recordNotSent(VENDOR, SendFailureReason.UNKNOWN_HOST);
        outage.recordNotSent(VENDOR, SendFailureReason.CERTIFICATE_EXPIRED);
        outage.recordNotSent(VENDOR, SendFailureReason.BREAKER_OPEN);

        shows("certificate_expired", 0);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void what_is_ours_is_no_outage() {
        outage.recordNotSent(VENDOR, SendFailureReason.BUSY);
        outage.recordNotSent(VENDOR, SendFailureReason.NOT_BUILT);

        shows("none", 1);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void an_open_breaker_alone_is_a_reason() {
        outage.recordNotSent(VENDOR, SendFailureReason.BREAKER_OPEN);

        shows("breaker_open", 0);
        assertThat(log.with("circuit breaker is open")).hasSize(1);
    }
}
