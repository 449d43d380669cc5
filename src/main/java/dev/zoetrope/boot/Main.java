package dev.zoetrope.boot;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * The entry point of the process. Without a command it starts the gateway. The commands:
 * <ul>
 * <li>{@code health} checks the liveness of the gateway in the same container and exits with 0 or 1. So a container's health
 * check needs neither a shell nor another program in the image ({@link HealthProbe}).</li>
 * <li>{@code restored} and {@code new-signing-key TIME} change the ledger and exit ({@link RestoredCommand},
 * {@link NewSigningKeyCommand}).</li>
 * <li>{@code backup FILE} copies the ledger of a running gateway ({@link BackupCommand}).</li>
 * </ul>
 */
@QuarkusMain
public final class Main {
    private static final String HEALTH = "health";
    private static final String RESTORED = "restored";
    private static final String NEW_SIGNING_KEY = "new-signing-key";
    private static final String BACKUP = "backup";
    /** Switches off the URI check of Vert.x, which answers with an empty 400. RequestHead does the same check. */
    private static final String NO_URI_CHECK = "vertx.disableURIValidation";
    /** Commands that take an argument. */
    private static final List<String> WITH_ARGUMENT = List.of(NEW_SIGNING_KEY, BACKUP);
    /** Quarkus's own variable and default. Reading all settings would make a probe as slow as a start. */
    private static final String PORT = "QUARKUS_MANAGEMENT_PORT";
    private static final String DEFAULT_PORT = "9000";
    private static final String HOST = "QUARKUS_MANAGEMENT_HOST";
    private static final List<String> ANY_ADDRESS = List.of("0.0.0.0", "::", "[::]");
    /** Timeout of {@link HealthProbe}. */
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(4);

    Main() {
    }

    /**
     * Runs a command, or starts the gateway.
     *
     * @param arguments {@code health}, {@code restored}, {@code new-signing-key} and a time, {@code backup} and a file; any
     *        other arguments go to Quarkus
     */
    public static void main(String... arguments) {
        switch (command(arguments)) {
            case HEALTH -> {
                int port = Integer.parseInt(System.getenv().getOrDefault(PORT, DEFAULT_PORT));
                System.exit(new HealthProbe(new InetSocketAddress(host(), port), PROBE_TIMEOUT).isAlive() ? 0 : 1);
            }
            case RESTORED -> {
                disablePorts();
                Quarkus.run(RestoredCommand.class, StartFailure::report);
            }
            case NEW_SIGNING_KEY -> {
                disablePorts();
                Quarkus.run(NewSigningKeyCommand.class, StartFailure::report, arguments);
            }
            case BACKUP -> System.exit(new BackupCommand().run(arguments));
            default -> {
                System.setProperty(NO_URI_CHECK, "true");
                Quarkus.run(null, StartFailure::report, arguments);
            }
        }
    }

    /** The command; an empty string if there is none. */
    private static String command(String... arguments) {
        boolean takesMore = arguments.length > 0 && WITH_ARGUMENT.contains(arguments[0]);
        return takesMore || arguments.length == 1 ? arguments[0] : "";
    }

    /** The host at which the gateway in this container answers health checks. */
    private static String host() {
        String host = System.getenv().getOrDefault(HOST, ANY_ADDRESS.get(0));
        return ANY_ADDRESS.contains(host) ? InetAddress.getLoopbackAddress().getHostAddress() : host;
    }

    /** Makes the process open no port. Without a port the loops do not start, so nothing is sent. */
    private static void disablePorts() {
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.management.host-enabled", "false");
    }
}
