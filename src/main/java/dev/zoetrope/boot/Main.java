package dev.zoetrope.boot;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Where the process begins. With the one argument {@code health} it is no gateway but asks the one beside it whether it
 * lives, and ends with 0 or 1: a container's health check that needs neither a shell nor another program in the image.
 * With the argument {@code restored} or {@code new-signing-key} it changes the record and ends ({@link RestoredCommand},
 * {@link NewSigningKeyCommand}). With {@code backup} it copies the record of a running gateway ({@link BackupCommand}).
 */
@QuarkusMain
public final class Main {
    private static final String HEALTH = "health";
    private static final String RESTORED = "restored";
    private static final String NEW_SIGNING_KEY = "new-signing-key";
    private static final String BACKUP = "backup";
    /** Switches off the framework's check of the URI, which answers an empty 400. RequestHead has the same check. */
    private static final String NO_URI_CHECK = "vertx.disableURIValidation";
    /** Those with arguments of their own. */
    private static final List<String> TAKE_MORE = List.of(NEW_SIGNING_KEY, BACKUP);
    /** The framework's own variable and default: a probe that read all settings first would be as slow as a start. */
    private static final String PORT = "QUARKUS_MANAGEMENT_PORT";
    private static final String DEFAULT_PORT = "9000";
    private static final String HOST = "QUARKUS_MANAGEMENT_HOST";
    private static final List<String> EVERYWHERE = List.of("0.0.0.0", "::", "[::]");
    /** For the connection and the answer each. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    Main() {
    }

    /**
     * @param arguments {@code health}, {@code restored}, {@code new-signing-key} and a time, {@code backup} and a file, or
     *        what Quarkus makes of them
     */
    public static void main(String... arguments) {
        switch (word(arguments)) {
            case HEALTH -> {
                int port = Integer.parseInt(System.getenv().getOrDefault(PORT, DEFAULT_PORT));
                System.exit(new HealthProbe(new InetSocketAddress(host(), port), PATIENCE).alive() ? 0 : 1);
            }
            case RESTORED -> {
                listenNowhere();
                Quarkus.run(RestoredCommand.class, StartFailure::end);
            }
            case NEW_SIGNING_KEY -> {
                listenNowhere();
                Quarkus.run(NewSigningKeyCommand.class, StartFailure::end, arguments);
            }
            case BACKUP -> System.exit(new BackupCommand().run(arguments));
            default -> {
                System.setProperty(NO_URI_CHECK, "true");
                Quarkus.run(null, StartFailure::end, arguments);
            }
        }
    }

    /** The command among the arguments; empty if there is none. */
    private static String word(String... arguments) {
        boolean takesMore = arguments.length > 0 && TAKE_MORE.contains(arguments[0]);
        return takesMore || arguments.length == 1 ? arguments[0] : "";
    }

    /** The host at which this container's gateway answers health checks. */
    private static String host() {
        String host = System.getenv().getOrDefault(HOST, EVERYWHERE.get(0));
        return EVERYWHERE.contains(host) ? InetAddress.getLoopbackAddress().getHostAddress() : host;
    }

    /** The process opens no port. Without a port no loop starts, so nothing is sent. */
    private static void listenNowhere() {
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.management.host-enabled", "false");
    }
}
