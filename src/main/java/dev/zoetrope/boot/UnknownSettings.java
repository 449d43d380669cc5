package dev.zoetrope.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
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
 * Logs a warning for each unknown setting with the prefix {@code zoetrope.}, before any setting is checked or used. The
 * known names are in a file, because a native executable cannot read the mappings. A test compares the file with the
 * mappings.
 */
@ApplicationScoped
class UnknownSettings {
    private static final Logger LOG = Logger.getLogger(UnknownSettings.class);
    /** Priority of the observer: before every check that refuses the start. */
    private static final int BEFORE_CHECKS = 0;
    private static final String KNOWN_FILE = "/zoetrope-settings.txt";
    private static final String PREFIX = "ZOETROPE_";
    private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^A-Za-z0-9]");
    /** The index of an item of a list. */
    private static final Pattern INDEX = Pattern.compile("_+[0-9]+_$");
    /** Variables that Kubernetes sets for a Service whose name begins with {@code zoetrope}. */
    private static final Pattern SERVICE = Pattern
            .compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?)");
    private static final Pattern SERVICE_URL = Pattern.compile("(tcp|udp|sctp)://.*");

    void check(@Observes @Priority(BEFORE_CHECKS) StartupEvent start, Config config) {
        findUnknown(config.getPropertyNames(), System.getenv()).forEach((name, meant) -> LOG
                .warnf("%s is not a setting and has no effect; the nearest setting is %s", name, meant));
    }

    /**
     * Finds the unknown settings.
     *
     * @param names names of environment variables or properties; names without the prefix are ignored
     * @return each unknown name, and the known name with the smallest edit distance in the same form (variable or property)
     */
    static Map<String, String> findUnknown(Iterable<String> names, Map<String, String> environment) {
        Map<String, String> known = readKnown();
        List<Pattern> ofNames = known.values().stream().filter(name -> name.contains("*")).map(UnknownSettings::ofNames)
                .toList();
        Map<String, String> unknown = new TreeMap<>();
        for (String name : names) {
            boolean ours = name.regionMatches(true, 0, PREFIX, 0, PREFIX.length() - 1); // cheap: most names are not
            String variable = ours ? variableOf(name) : "";
            if (variable.startsWith(PREFIX) && !known.containsKey(variable)
                    && ofNames.stream().noneMatch(pattern -> pattern.matcher(variable).matches())
                    && !isServiceVariable(variable, environment)) {
                String nearest = known.keySet().stream()
                        .min(Comparator.comparingInt(one -> EditDistance.between(variable, one))).orElseThrow();
                boolean inEnvironment = environment.containsKey(toVariable(name));
                unknown.put(inEnvironment ? toVariable(name) : name, inEnvironment ? nearest : known.get(nearest));
            }
        }
        return unknown;
    }

    /** The variables of a setting whose name has {@code *}, which stands for the name of a vendor or a model. */
    static Pattern ofNames(String setting) {
        return Pattern.compile(toVariable(setting.replace('*', '0')).replace("_0", "_.+"));
    }

    private static boolean isServiceVariable(String variable, Map<String, String> environment) {
        return SERVICE.matcher(variable).matches() || variable.endsWith("_PORT")
                && SERVICE_URL.matcher(environment.getOrDefault(variable, "")).matches();
    }

    /** The environment variable of a setting, or of the list that the setting is an item of. */
    static String variableOf(String name) {
        return INDEX.matcher(toVariable(name)).replaceFirst("");
    }

    /** The form of a name as an environment variable. */
    private static String toVariable(String name) {
        return NO_LETTER_OR_DIGIT.matcher(name).replaceAll("_").toUpperCase(Locale.ROOT);
    }

    /** Names of the environment variables, with the names of their settings. */
    private static Map<String, String> readKnown() {
        try (InputStream file = UnknownSettings.class.getResourceAsStream(KNOWN_FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII).lines()
                    .collect(Collectors.toMap(UnknownSettings::toVariable, name -> name, (one, other) -> one, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
