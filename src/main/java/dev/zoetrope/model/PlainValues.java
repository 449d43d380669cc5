package dev.zoetrope.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts a value of a body to plain Java, for members whose content only the vendor checks: {@link Map} and {@link List}
 * (unmodifiable, in the order of the body), {@link String}, {@link Long} (integers of up to 18 digits in any notation),
 * {@link java.math.BigDecimal} (other numbers), {@link Boolean}, null. One instance per value.
 */
public final class PlainValues {
    /** The message for {@link #numberOutOfRange()}, without its subject. */
    public static final String NUMBER_PREDICATE = "must contain only numbers in the range of a double";

    private boolean malformedText;
    private boolean numberOutOfRange;

    /** @param raw String, {@link JsonNumber}, Boolean, List, Map or null */
    public Object of(Object raw) {
        if (raw instanceof Map<?, ?> map) {
            Map<String, Object> members = new LinkedHashMap<>(map.size() * 2);
            map.forEach((name, value) -> members.put(checked((String) name), of(value)));
            return Collections.unmodifiableMap(members);
        }
        if (raw instanceof List<?> list) {
            List<Object> elements = new ArrayList<>(list.size());
            list.forEach(element -> elements.add(of(element)));
            return Collections.unmodifiableList(elements);
        }
        if (raw instanceof JsonNumber number) {
            Number exact = number.toExact();
            numberOutOfRange |= exact == null;
            return exact;
        }
        return raw instanceof String text ? checked(text) : raw;
    }

    private String checked(String text) {
        malformedText |= !WellFormed.isWellFormed(text);
        return text;
    }

    /** Whether the value contains a text or a name with an unpaired surrogate. */
    public boolean malformedText() {
        return malformedText;
    }

    /** Whether the value contains a number that {@link JsonNumber#toExact} cannot convert. Null replaces the number. */
    public boolean numberOutOfRange() {
        return numberOutOfRange;
    }
}
