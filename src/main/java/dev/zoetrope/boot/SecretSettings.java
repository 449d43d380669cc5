package dev.zoetrope.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.annotation.Priority;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;

/**
 * Reads secrets literally: property expressions and escapes are not expanded, because {@code $} and backslash are ordinary
 * characters of a secret. Only white space at both ends is removed. A secret may also be the content of a file, which the
 * setting of the same name with {@code -file} names ({@link SecretFiles}).
 */
@Priority(Priorities.APPLICATION)
public class SecretSettings implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1;
    private static final String PASSWORD = "zoetrope.database.password";
    /** The setting that the connection pool of Quarkus reads. */
    private static final String POOL_PASSWORD = "quarkus.datasource.postgres.password";
    /** Settings with several items, separated by commas or line breaks. */
    private static final Set<String> LISTS = Set.of("zoetrope.keys", "zoetrope.operator-keys", "zoetrope.webhook.secrets");
    private static final String VENDORS = "zoetrope.vendors.";
    private static final Pattern VENDOR_KEYS = Pattern.compile("zoetrope\\.vendors\\.[^.]+\\.keys");
    private static final Set<String> SINGLE = Set.of("zoetrope.upstream.key", PASSWORD, "zoetrope.vault.s3.access-key",
            "zoetrope.vault.s3.secret-key");
    private static final String FILE = "-file";
    /** Maximum size of a file in bytes: about 500 keys of maximum length. */
    private static final long MAX_FILE_SIZE = 256 << 10;

    /** @throws IllegalStateException if a file cannot be used, or both value and file are set; names the setting */
    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext settings, String name) {
        if (isList(name)) {
            ConfigValue secret = secret(settings, name);
            // The splitter of lists treats a backslash as an escape.
            return secret == null ? null
                    : secret.withValue(secret.getValue().replace("\\", "\\\\").replaceAll("\\R", ","));
        }
        if (POOL_PASSWORD.equals(name)) {
            ConfigValue given = settings.proceed(name);
            return given == null ? secret(settings, PASSWORD) : given;
        }
        return SINGLE.contains(name) || isItem(name) ? secret(settings, name) : settings.proceed(name);
    }

    /** The names of all secrets; {@code *} stands for the name of a vendor. */
    static Stream<String> names() {
        return Stream.of(SINGLE, LISTS, Set.of(VENDORS + "*.keys")).flatMap(Set::stream);
    }

    private static boolean isList(String name) {
        return LISTS.contains(name) || name.startsWith(VENDORS) && VENDOR_KEYS.matcher(name).matches();
    }

    /** Whether the name is an item of a list, for example {@code zoetrope.keys[0]}. */
    private static boolean isItem(String name) {
        return name.endsWith("]") && isList(name.substring(0, name.indexOf('[')));
    }

    private static ConfigValue secret(ConfigSourceInterceptorContext settings, String name) {
        ConfigValue given = Expressions.withoutExpansion(() -> settings.proceed(name));
        String file = text(settings.proceed(name + FILE));
        if (file.isEmpty()) {
            return given == null || given.getValue() == null ? null : given.withValue(text(given));
        }
        if (!text(given).isEmpty()) {
            throw new IllegalStateException(name + " and " + name + FILE + " are both set; set only one of them");
        }
        return ConfigValue.builder().withName(name).withConfigSourceName(name + FILE)
                .withValue(content(name + FILE, file)).build();
    }

    private static String text(ConfigValue value) {
        return value == null || value.getValue() == null ? "" : value.getValue().strip();
    }

    /** Reads a file. Messages do not show its path, because somebody may have set the secret itself instead of a path. */
    private static String content(String setting, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_FILE_SIZE) {
                throw new IllegalStateException(setting + ": the file is larger than " + MAX_FILE_SIZE + " bytes");
            }
            String secret = Files.readString(path).strip();
            if (secret.isEmpty()) {
                throw new IllegalStateException(setting + ": the file is empty");
            }
            return secret;
        } catch (IOException | InvalidPathException e) {
            throw new IllegalStateException(
                    setting + ": the file cannot be read as UTF-8 (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
