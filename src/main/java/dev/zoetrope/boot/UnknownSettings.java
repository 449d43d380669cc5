package dev.zoetrope.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;

/**
 * Warns of each setting that has our prefix and is not known, before any setting is used. The known names are in a file,
 * because a
 * native executable cannot read the mappings; a test compares the file with them.
 */
@ApplicationScoped
class UnknownSettings {
    private static final Logger LOG = Logger.getLogger(UnknownSettings.class);
    /** Before every check that refuses. */
    private static final int FIRST = 0;
    private static final String KNOWN = "/zoetrope-settings.txt";
    private static final String OURS = "ZOETROPE_";
    /** An item of a list. */
    private static final Pattern INDEX = Pattern.compile("_+[0-9]+_$");
    /** What Kubernetes says of a Service whose name begins with ours. */
    private static final Pattern SERVICE = Pattern
            .compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?)");
    private static final Pattern SERVICE_URL = Pattern.compile("(tcp|udp|sctp)://.*");

    void check(@Observes @Priority(FIRST) StartupEvent start, Config config) {
        unknown(config.getPropertyNames(), System.getenv()).forEach((name, meant) -> LOG
                .warnf("%s is no setting and has no effect; the nearest one is %s", name, meant));
    }

    /**
     * Each name that is unknown, as it was given, and the known one that is nearest to it, in the same form.
     *
     * @param names of variables or properties; one that begins otherwise than ours is passed over
     */
    static Map<String, String> unknown(Iterable<String> names, Map<String, String> environment) {
        Map<String, String> known = known();
        Map<String, String> unknown = new TreeMap<>();
        for (String name : names) {
            String variable = INDEX.matcher(variable(name)).replaceFirst("");
            if (variable.startsWith(OURS) && !known.containsKey(variable) && !ofAService(variable, environment)) {
                String nearest = known.keySet().stream()
                        .min(Comparator.comparingInt(one -> EditDistance.between(variable, one))).orElseThrow();
                boolean inEnvironment = environment.containsKey(variable(name));
                unknown.put(inEnvironment ? variable(name) : name, inEnvironment ? nearest : known.get(nearest));
            }
        }
        return unknown;
    }

    private static boolean ofAService(String variable, Map<String, String> environment) {
        return SERVICE.matcher(variable).matches() || variable.endsWith("_PORT")
                && SERVICE_URL.matcher(environment.getOrDefault(variable, "")).matches();
    }

    /** The form of a name in the environment. */
    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Variables and the settings they stand for. */
    private static Map<String, String> known() {
        try (InputStream file = UnknownSettings.class.getResourceAsStream(KNOWN)) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII).lines()
                    .collect(Collectors.toMap(UnknownSettings::variable, name -> name, (one, other) -> one, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
