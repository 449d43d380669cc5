package dev.zoetrope;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The gateway's settings, as its {@code @ConfigMapping} interfaces have them; and what an environment makes of them. */
public final class Settings {
    private static final String PREFIX = "zoetrope.";
    private static final int OF_THE_ENVIRONMENT = 300;
    private static final Map<String, ConfigClass> MAPPINGS = mappings();

    private final SmallRyeConfig config;

    private Settings(SmallRyeConfig config) {
        this.config = config;
    }

    private static Map<String, ConfigClass> mappings() {
        Map<String, ConfigClass> mappings = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.zoetrope")) {
            if (type.isAnnotatedWith(ConfigMapping.class)) {
                mappings.put(type.getName(), ConfigClass.configClass(type.reflect()));
            }
        }
        return mappings;
    }

    /** Every setting with its default, {@code ""} where it has none. */
    public static Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        MAPPINGS.values().forEach(mapping -> ConfigMappings.getProperties(mapping).forEach((name, property) -> all.put(name,
                property.isLeaf() && property.asLeaf().hasDefaultValue() ? property.asLeaf().getDefaultValue()
                        : property.isPrimitive() && property.asPrimitive().hasDefaultValue()
                                ? property.asPrimitive().getDefaultValue()
                                : "")));
        // items of a list that is there itself, and numbers that are no settings for operators
        all.keySet().removeIf(name -> name.endsWith("[*]") || !name.startsWith(PREFIX));
        return all;
    }

    /** The settings that are numbers, times or sizes. */
    public static Set<String> quantities() {
        Set<String> quantities = new TreeSet<>();
        MAPPINGS.values().forEach(mapping -> ConfigMappings.getProperties(mapping).forEach((name, property) -> {
            Type type = property.getMethod().getGenericReturnType();
            if (type.equals(int.class) || type.equals(long.class) || type.equals(OptionalInt.class)
                    || type.getTypeName().matches(".*\\b(Duration|MemorySize)\\b.*")) {
                quantities.add(name);
            }
        }));
        quantities.removeIf(name -> !name.startsWith(PREFIX));
        return quantities;
    }

    /** {@code zoetrope.x.y-z} is {@code ZOETROPE_X_Y_Z}. */
    public static String variable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Reads every setting; the exception of one that cannot be read names it. */
    public static Settings of(Map<String, String> environment) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().addDiscoveredConverters()
                .withSources(new EnvConfigSource(environment, OF_THE_ENVIRONMENT));
        MAPPINGS.values().forEach(builder::withMapping);
        return new Settings(builder.build());
    }

    /** Empty only where there is no such setting, or one without a default that is not set. */
    public <T> Optional<T> value(String setting, Class<T> type) {
        return config.getOptionalValue(setting, type);
    }

    public Duration time(String setting) {
        return value(setting, Duration.class).orElseThrow(() -> new IllegalArgumentException(setting));
    }

    public <T> T mapping(Class<T> type) {
        return config.getConfigMapping(type);
    }
}
