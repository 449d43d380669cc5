package dev.zoetrope.boot;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Where the process begins. With the one argument {@code health} it is no gateway but asks the one beside it whether it
 * lives, and ends with 0 or 1: a container's health check that needs neither a shell nor another program in the image.
 * With the one argument {@code restored} it marks the record as restored from a backup and ends
 * ({@link RestoredCommand}).
 */
@QuarkusMain
public final class Main {
    private static final String HEALTH = "health";
    private static final String RESTORED = "restored";
    /** The framework's own variable and default: a probe that read all settings first would be as slow as a start. */
    private static final String PORT = "QUARKUS_MANAGEMENT_PORT";
    private static final String DEFAULT_PORT = "9000";
    /** For the connection and the answer each. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    Main() {
    }

    /** @param arguments {@code health}, {@code restored}, or what Quarkus makes of them */
    public static void main(String... arguments) {
        if (arguments.length == 1 && HEALTH.equals(arguments[0])) {
            int port = Integer.parseInt(System.getenv().getOrDefault(PORT, DEFAULT_PORT));
            InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            System.exit(new HealthProbe(here, PATIENCE).alive() ? 0 : 1);
        }
        if (arguments.length == 1 && RESTORED.equals(arguments[0])) {
            RestoredCommand.prepare();
            Quarkus.run(RestoredCommand.class);
            return;
        }
        Quarkus.run(arguments);
    }
}
