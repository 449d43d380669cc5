package dev.zoetrope.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.QuarkusBindException;

/** The reason of a refused start in one line, for every wrapping of the framework. */
class StartFailureTest {
    private static Exception wrapped(Exception cause) {
        return new RuntimeException("Failed to start quarkus", new RuntimeException(cause));
    }

    @Test
    void the_setting_and_the_reason_are_what_is_left_of_a_refusal() {
        assertThat(StartFailure.reason(wrapped(new IllegalStateException("zoetrope.keys: one of them\n  is not"))))
                .contains("zoetrope.keys: one of them is not");
        assertThat(StartFailure.reason(new IllegalStateException("outer zoetrope.keys",
                new IllegalStateException("inner zoetrope.data-dir", new java.io.IOException("deep")))))
                .contains("inner zoetrope.data-dir");
    }

    @Test
    void a_value_that_cannot_be_read_is_told_with_its_setting_once() {
        String problem = "\n\tjava.lang.IllegalArgumentException: SRCFG00039: The config property"
                + " zoetrope.sandbox.renders with the config value \"many\" threw an Exception whilst being converted"
                + " SRCFG00029: Expected an integer value, got \"many\"";
        String other = problem.replace("sandbox.renders", "submit.max-pending");
        assertThat(StartFailure.reason(wrapped(new IllegalArgumentException("Configuration validation failed:" + problem
                + problem + other))))
                .contains("zoetrope.sandbox.renders: \"many\" cannot be read (Expected an integer value, got"
                        + " \"many\"); zoetrope.submit.max-pending: \"many\" cannot be read (Expected an integer value,"
                        + " got \"many\")");
    }

    @Test
    void what_the_framework_says_around_a_refusal_of_ours_is_left_out() {
        assertThat(StartFailure.reason(new IllegalArgumentException(
                "Configuration validation failed:\n\tjava.lang.IllegalStateException: zoetrope.keys-file: the file is empty")))
                .contains("zoetrope.keys-file: the file is empty");
    }

    @Test
    void a_port_is_told_with_its_setting() {
        BindException taken = new BindException("Address already in use");
        assertThat(StartFailure.reason(wrapped(new QuarkusBindException("0.0.0.0", 8080, taken))).orElseThrow())
                .startsWith("quarkus.http.port: ").contains("8080", "0.0.0.0", "Address already in use");
        assertThat(StartFailure.reason(wrapped(new ExecutionException(
                new IllegalStateException("Unable to start the management interface on 127.0.0.1:9000", taken)))))
                .contains("quarkus.management.port: Unable to start the management interface on 127.0.0.1:9000"
                        + " (Address already in use)");
    }

    @Test
    void what_names_no_setting_was_not_foreseen() {
        assertThat(StartFailure.reason(wrapped(new NullPointerException("in dev.zoetrope.flow.GenerationFlow")))).isEmpty();
        assertThat(StartFailure.reason(new NullPointerException())).isEmpty();
    }

    @Test
    void a_line_is_bounded_and_a_circle_of_causes_ends() {
        assertThat(StartFailure.reason(new IllegalStateException("zoetrope.x " + "y".repeat(5000))).orElseThrow())
                .hasSizeLessThan(1600);
        Exception one = new Exception("one");
        one.initCause(new Exception("two", one));
        assertThat(StartFailure.reason(one)).isEmpty();
    }
}
