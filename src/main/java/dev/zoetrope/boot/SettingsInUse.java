package dev.zoetrope.boot;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

import dev.zoetrope.flow.GivenSettings;
import dev.zoetrope.view.SettingView;

/**
 * Reads the settings that somebody has set: those whose value comes neither from the mappings' defaults nor from the properties
 * in the application.
 */
@Singleton
class SettingsInUse implements GivenSettings {
    private static final String PREFIX = "zoetrope.";
    private static final String JDBC = "jdbc:";
    private static final String SECRET = "set";
    private static final List<Pattern> SECRETS = SecretSettings.names().map(UnknownSettings::ofNames).toList();
    /** The ordinal of {@code application.properties} inside the application. */
    private static final int BUILT_IN = 250;

    private final Config config;

    SettingsInUse(Config config) {
        this.config = config;
    }

    @Override
    public List<SettingView> all() {
        Set<String> names = new TreeSet<>();
        config.getPropertyNames().forEach(name -> {
            if (name.startsWith(PREFIX)) {
                names.add(name);
            }
        });
        Set<String> unknown = UnknownSettings.findUnknown(names, Map.of()).keySet();
        return names.stream().map(config::getConfigValue)
                .filter(value -> value.getRawValue() != null && value.getSourceOrdinal() > BUILT_IN)
                .map(value -> new SettingView(value.getName(), shown(value, unknown), source(value.getSourceName()))).toList();
    }

    /** The value of an unknown setting is not shown, because it may be a secret whose name is mistyped. */
    private static String shown(ConfigValue value, Set<String> unknown) {
        return unknown.contains(value.getName()) || isSecret(value.getName()) ? SECRET
                : withoutPassword(value.getRawValue());
    }

    /**
     * Whether a setting is a secret, or an item of one. A name from the environment counts in each form that it can have: the
     * variable does not say where a dash, a dot or a quotation mark was.
     */
    static boolean isSecret(String name) {
        String variable = UnknownSettings.variableOf(name);
        return SECRETS.stream().anyMatch(secret -> secret.matcher(variable).matches());
    }

    /** A URL without user information and query, which may be a password; any other text as it is. */
    static String withoutPassword(String text) {
        if (!text.contains("://") && !text.startsWith(JDBC)) {
            return text;
        }
        try {
            URI url = new URI(text.startsWith(JDBC) ? text.substring(JDBC.length()) : text);
            if (url.isOpaque()) {
                return SECRET;
            }
            String authority = url.getRawAuthority() == null ? ""
                    : url.getRawAuthority().substring(url.getRawAuthority().lastIndexOf('@') + 1);
            return url.getScheme() + "://" + authority + (url.getRawPath() == null ? "" : url.getRawPath());
        } catch (URISyntaxException e) {
            return SECRET;
        }
    }

    /** A short word for where a value comes from. Names of files stay out of it. */
    private static String source(String name) {
        if (name == null) {
            return "other";
        }
        return name.startsWith("EnvConfigSource") ? "environment"
                : name.startsWith("SysPropConfigSource") ? "system properties"
                        : name.startsWith("zoetrope.") ? "file" : "other";
    }
}
