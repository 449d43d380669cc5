package dev.zoetrope.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The values that a member can have: the words and numbers of a list, those of a range, or both.
 *
 * @param values words or integers, in the order of the file; may be empty
 * @param range null: no range
 * @param aliases other spellings of a word, and the word that each stands for; may be empty
 */
public record Allowed(Set<Object> values, Range range, Map<String, String> aliases) {

    boolean contains(Object value) {
        return values.contains(canonical(value))
                || range != null && value instanceof Number number && range.contains(number.doubleValue());
    }

    /** The word that an alias stands for; any other value itself. */
    Object canonical(Object value) {
        String word = aliases.get(value);
        return word == null ? value : word;
    }

    /** As a sentence has it: {@code 720p or 1080p}, {@code an integer from 2 to 15}, {@code an integer from 4 to 15, or -1}. */
    String words(MemberType type) {
        List<String> parts = new ArrayList<>();
        String noun = type == MemberType.NUMBER ? "a number " : "an integer ";
        String comma = "";
        if (range != null) {
            parts.add(noun + range.words());
            comma = values.isEmpty() ? "" : ",";
        }
        values.forEach(value -> parts.add(value.toString()));
        if (parts.size() == 1) {
            return parts.get(0);
        }
        String last = parts.remove(parts.size() - 1);
        return parts.stream().collect(Collectors.joining(", ")) + comma + " or " + last;
    }
}
