package dev.zoetrope.boot;

import java.util.Locale;
import java.util.Set;

import jakarta.annotation.Priority;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads settings that are true or false. The framework's own converter takes every other word for false. */
@Priority(300)
public class StrictBoolean implements Converter<Boolean> {
    private static final long serialVersionUID = 1;
    private static final Set<String> YES = Set.of("true", "yes", "y", "on", "t", "1");
    private static final Set<String> NO = Set.of("false", "no", "n", "off", "f", "0");

    /**
     * @return null if it is blank, as for a setting that is not set
     * @throws IllegalArgumentException if it is neither
     */
    @Override
    public Boolean convert(String value) {
        String word = value.strip().toLowerCase(Locale.ROOT);
        if (YES.contains(word) || NO.contains(word)) {
            return YES.contains(word);
        }
        if (word.isEmpty()) {
            return null;
        }
        throw new IllegalArgumentException("it must be true or false");
    }
}
