package dev.zoetrope.process;

import static dev.zoetrope.process.Replicas.KEY;
import static dev.zoetrope.process.Replicas.create;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.RawHttp;

/**
 * A gateway that is slow for a moment reads a create whose caller gave it up long ago, and whose retry another gateway
 * has served since: an SDK with a timeout behind a balancer does nothing else.
 */
class OvertakenFirstTryIT {
    @TempDir
    Path data;
    private Replicas replicas;

    @BeforeEach
    void prepare() {
        replicas = new Replicas(data);
    }

    @AfterEach
    void close() {
        replicas.close();
    }

    static Stream<Named<Consumer<RawHttp>>> hangUps() {
        return Stream.of(Named.of("closes", RawHttp::close), Named.of("resets", RawHttp::reset));
    }

    @ParameterizedTest
    @MethodSource("hangUps")
    void a_try_that_is_read_after_its_retry_was_served_is_not_sent(Consumer<RawHttp> hangUp) {
        // Given
        GatewayProcess slow = replicas.start();
        GatewayProcess other = replicas.start();
        create(slow, "awake");
        Replicas.signal(slow, "STOP");
        String body = Calls.body("overtaken");
        hangUp.accept(new RawHttp(slow.port()).send(
                RawHttp.create(KEY, body).replace("\r\n\r\n", "\r\nx-stainless-retry-count: 0\r\n\r\n")));
        other.as(KEY).contentType("application/json").header("x-stainless-retry-count", "1").body(body)
                .post(Calls.GENERATIONS).then().statusCode(200);
        // When
        Replicas.signal(slow, "CONT");
        for (int i = 0; i < 20; i++) {
            create(slow, "afterwards " + i);
        }
        // Then
        assertThat(replicas.vendor.creates("overtaken")).hasSize(1);
    }

    @Test
    void nor_are_two_tries_that_are_read_after_the_third_was_served() {
        // Given
        GatewayProcess slow = replicas.start();
        GatewayProcess slower = replicas.start();
        GatewayProcess other = replicas.start();
        List.of(slow, slower).forEach(gateway -> create(gateway, "awake"));
        String body = Calls.body("overtaken twice");
        giveUp(slow, body, 0);
        giveUp(slower, body, 1);
        other.as(KEY).contentType("application/json").header("x-stainless-retry-count", "2").body(body)
                .post(Calls.GENERATIONS).then().statusCode(200);
        // When
        Replicas.signal(slow, "CONT");
        create(slow, "read by now");
        Replicas.signal(slower, "CONT");
        for (int i = 0; i < 20; i++) {
            create(slow, "afterwards " + i);
            create(slower, "afterwards " + i);
        }
        // Then
        assertThat(replicas.vendor.creates("overtaken twice")).hasSize(1);
    }

    /** A try that its caller gives up while the gateway stands still. */
    private static void giveUp(GatewayProcess stopped, String body, int count) {
        Replicas.signal(stopped, "STOP");
        new RawHttp(stopped.port()).send(RawHttp.create(KEY, body).replace("\r\n\r\n",
                "\r\nx-stainless-retry-count: " + count + "\r\n\r\n")).close();
    }
}
