package dev.zoetrope.boot;

import java.util.Locale;
import java.util.Set;

import jakarta.annotation.Priority;

import org.eclipse.microprofile.config.spi.Converter;

/** Converts settings that are true or false. The framework's own converter reads every unknown value as false. */
@Priority(300)
public class StrictBoolean implements Converter<Boolean> {
    private static final long serialVersionUID = 1;
    private static final Set<String> TRUE_VALUES = Set.of("true", "yes", "y", "on", "t", "1");
    private static final Set<String> FALSE_VALUES = Set.of("false", "no", "n", "off", "f", "0");

    /**
     * @return null if the value is blank, as if the setting were not set
     * @throws IllegalArgumentException if the value means neither true nor false
     */
    @Override
    public Boolean convert(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        if (TRUE_VALUES.contains(text) || FALSE_VALUES.contains(text)) {
            return TRUE_VALUES.contains(text);
        }
        if (text.isEmpty()) {
            return null;
        }
        throw new IllegalArgumentException("it must be true or false");
    }
}
