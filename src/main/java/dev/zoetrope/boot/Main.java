package dev.zoetrope.boot;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Where the process begins. With the one argument {@code health} it is no gateway but asks the one beside it whether it
 * lives, and ends with 0 or 1: a container's health check that needs neither a shell nor another program in the image.
 * With the argument {@code restored} or {@code new-signing-key} it changes the record and ends ({@link RestoredCommand},
 * {@link NewSigningKeyCommand}).
 */
@QuarkusMain
public final class Main {
    private static final String HEALTH = "health";
    private static final String RESTORED = "restored";
    private static final String NEW_SIGNING_KEY = "new-signing-key";
    /** The framework's own variable and default: a probe that read all settings first would be as slow as a start. */
    private static final String PORT = "QUARKUS_MANAGEMENT_PORT";
    private static final String DEFAULT_PORT = "9000";
    /** For the connection and the answer each. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    Main() {
    }

    /** @param arguments {@code health}, {@code restored}, {@code new-signing-key} and a time, or what Quarkus makes of them */
    public static void main(String... arguments) {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case HEALTH -> {
                int port = Integer.parseInt(System.getenv().getOrDefault(PORT, DEFAULT_PORT));
                InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
                System.exit(new HealthProbe(here, PATIENCE).alive() ? 0 : 1);
            }
            case RESTORED -> {
                listenNowhere();
                Quarkus.run(RestoredCommand.class);
            }
            case NEW_SIGNING_KEY -> {
                listenNowhere();
                Quarkus.run(NewSigningKeyCommand.class, arguments);
            }
            default -> Quarkus.run(arguments);
        }
    }

    /** No loop begins then, and nothing is sent. */
    private static void listenNowhere() {
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.management.host-enabled", "false");
    }
}
