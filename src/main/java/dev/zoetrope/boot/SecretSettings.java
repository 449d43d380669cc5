package dev.zoetrope.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

import jakarta.annotation.Priority;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;

/**
 * Takes secrets as they are: without the white space around them, and without expansion, as {@code $} and backslash are
 * characters of a secret like any other. A secret may instead be the content of the file that the setting of the same name
 * with {@code -file} names ({@link SecretFiles}).
 */
@Priority(Priorities.APPLICATION)
public class SecretSettings implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1;
    private static final String PASSWORD = "zoetrope.database.password";
    /** What the framework's connection pool reads. */
    private static final String POOL_PASSWORD = "quarkus.datasource.postgres.password";
    /** Their items are separated by commas or line breaks. */
    private static final Set<String> LISTS = Set.of("zoetrope.keys", "zoetrope.operator-keys", "zoetrope.webhook.secrets");
    private static final Set<String> SINGLE = Set.of("zoetrope.upstream.key", PASSWORD, "zoetrope.vault.s3.access-key",
            "zoetrope.vault.s3.secret-key");
    private static final String FILE = "-file";
    /** Bytes; some 500 keys of the greatest length. */
    private static final long LARGEST_FILE = 256 << 10;

    /** @throws IllegalStateException naming the setting, if its file cannot be used, or both value and file are given */
    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext settings, String name) {
        if (LISTS.contains(name)) {
            ConfigValue secret = secret(settings, name);
            // Whoever splits the list takes a backslash for an escape.
            return secret == null ? null
                    : secret.withValue(secret.getValue().replace("\\", "\\\\").replaceAll("\\R", ","));
        }
        if (POOL_PASSWORD.equals(name)) {
            ConfigValue given = settings.proceed(name);
            return given == null ? secret(settings, PASSWORD) : given;
        }
        return SINGLE.contains(name) || isItem(name) ? secret(settings, name) : settings.proceed(name);
    }

    /** {@code zoetrope.keys[0]} is one of them. */
    private static boolean isItem(String name) {
        return name.endsWith("]") && LISTS.contains(name.substring(0, name.indexOf('[')));
    }

    private static ConfigValue secret(ConfigSourceInterceptorContext settings, String name) {
        ConfigValue given = Expressions.withoutExpansion(() -> settings.proceed(name));
        String file = text(settings.proceed(name + FILE));
        if (file.isEmpty()) {
            return given == null || given.getValue() == null ? null : given.withValue(text(given));
        }
        if (!text(given).isEmpty()) {
            throw new IllegalStateException(name + " and " + name + FILE + " are both set: only one of them may be");
        }
        return ConfigValue.builder().withName(name).withConfigSourceName(name + FILE)
                .withValue(content(name + FILE, file)).build();
    }

    private static String text(ConfigValue value) {
        return value == null || value.getValue() == null ? "" : value.getValue().strip();
    }

    /** The messages do not show the path: it may be the secret itself, given where its file belongs. */
    private static String content(String setting, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > LARGEST_FILE) {
                throw new IllegalStateException(setting + ": the file is larger than " + LARGEST_FILE + " bytes");
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
