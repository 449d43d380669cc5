package dev.zoetrope.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.zoetrope.video.Slot;

/** Reads the words of one member of a model file. */
final class MemberWords {
    private static final Set<String> WORDS = Set.of("type", "slot", "required", "nullable", "default", "send_default", "values",
            "range", "also", "alias", "max_chars", "items", "media", "told_by", "docs");
    private static final Set<String> MEDIA_WORDS = Set.of("kind", "megabytes", "seconds", "pixels", "ratio", "formats");
    /** Members that each create has, whatever its model, and a word of rules. */
    private static final Set<String> RESERVED = Set.of("model", "callback_url", "id");

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private final String name;
    private final YamlValue place;
    private final Map<String, YamlValue> words;
    private final List<String> modes;
    private final MemberType type;

    /** @param modes the names of the file's modes; empty if it has none */
    MemberWords(String name, YamlValue place, List<String> modes) {
        this.name = name;
        this.place = place;
        this.words = place.mapping(WORDS);
        this.modes = modes;
        this.type = type();
        if (!NAME.matcher(name).matches()) {
            throw place.fault("the name of a member has 1 to 64 letters, digits and underscores, and begins with a letter");
        }
        if (RESERVED.contains(name)) {
            throw place.fault("'" + name + "' is a member of every create or a word of rules");
        }
    }

    private MemberType type() {
        YamlValue word = words.get("type");
        if (word == null) {
            throw place.fault(name + " has no type");
        }
        return word.oneOf(MemberType.values(), MemberType::word, "type");
    }

    Member member() {
        allowOnly("max_chars", MemberType.STRING, MemberType.URL, MemberType.URLS, MemberType.STRINGS);
        allowOnly("items", MemberType.URLS, MemberType.STRINGS, MemberType.OBJECTS);
        allowOnly("media", MemberType.URL, MemberType.URLS);
        allowOnly("range", MemberType.INTEGER, MemberType.NUMBER);
        allowOnly("values", MemberType.STRING, MemberType.INTEGER);
        allowOnly("also", MemberType.INTEGER);
        allowOnly("alias", MemberType.STRING);
        boolean tellsMode = tellsMode();
        refuse("also", words.containsKey("also") && !words.containsKey("range"), "also needs a range");
        refuse("default", words.containsKey("default") && (tellsMode || flag("required")),
                "a required member, and one that tells the mode, has no default");
        refuse("send_default", flag("send_default") && !tellsMode && !words.containsKey("default"),
                "send_default needs a default");
        for (String word : List.of("values", "alias", "max_chars")) {
            refuse(word, tellsMode && words.containsKey(word), "the values are the names of the modes");
        }
        Allowed allowed = tellsMode ? new Allowed(new LinkedHashSet<>(modes), null, Map.of()) : allowed(type, words, aliases());
        return new Member(name, type, slots(), flag("required"), flag("nullable"), defaultValue(allowed), flag("send_default"),
                allowed, maxChars(), range(words, "items"), media(), tellsMode,
                words.containsKey("docs") ? words.get("docs").text() : null);
    }

    private void refuse(String word, boolean wrong, String message) {
        if (wrong) {
            throw words.get(word).fault(message);
        }
    }

    private void allowOnly(String word, MemberType... types) {
        if (words.containsKey(word) && !List.of(types).contains(type)) {
            throw words.get(word).fault("'" + word + "' has no meaning for the type " + type.word());
        }
    }

    private boolean flag(String word) {
        return words.containsKey(word) && words.get(word).bool();
    }

    private boolean tellsMode() {
        YamlValue word = words.get("told_by");
        if (word == null) {
            return false;
        }
        if (!"modes".equals(word.text()) || modes.isEmpty() || type != MemberType.STRING) {
            throw word.fault("the word after told_by is modes, for a string in a file that has modes");
        }
        return true;
    }

    private List<Slot> slots() {
        YamlValue word = words.get("slot");
        if (word == null) {
            return List.of();
        }
        if (word.isList() && type != MemberType.URLS) {
            throw word.fault("only a member of type urls has a slot for each position");
        }
        return slots(word);
    }

    static List<Slot> slots(YamlValue word) {
        List<Slot> slots = new ArrayList<>();
        for (YamlValue slot : word.list()) {
            slots.add(slot.oneOf(Slot.values(), Slot::word, "slot"));
        }
        return slots;
    }

    private Map<String, String> aliases() {
        Map<String, String> aliases = new LinkedHashMap<>();
        if (words.containsKey("alias")) {
            List<String> values = words.containsKey("values") ? words.get("values").texts() : List.of();
            words.get("alias").mapping().forEach((alias, word) -> {
                if (!values.contains(word.text()) || values.contains(alias)) {
                    throw word.fault("'" + alias + ": " + word.text() + "' does not lead from a new word to one of the values");
                }
                aliases.put(alias, word.text());
            });
        }
        return aliases;
    }

    /** The values of the words values, also and range; null if there are none. */
    static Allowed allowed(MemberType type, Map<String, YamlValue> words, Map<String, String> aliases) {
        if (!words.containsKey("values") && !words.containsKey("range")) {
            return null;
        }
        Set<Object> values = new LinkedHashSet<>();
        for (String word : List.of("values", "also")) {
            if (words.containsKey(word)) {
                words.get(word).list().forEach(value -> values.add(value(type, value)));
                if (values.isEmpty()) {
                    throw words.get(word).fault("at least one value is needed");
                }
            }
        }
        return new Allowed(values, words.containsKey("range") ? words.get("range").range() : null, aliases);
    }

    private Object defaultValue(Allowed allowed) {
        YamlValue word = words.get("default");
        if (word == null) {
            return null;
        }
        Object value = value(type, word);
        if (allowed != null && !allowed.contains(value)) {
            throw word.fault("the default '" + word.text() + "' is not a permitted value");
        }
        return value;
    }

    /** A value of this type as a body has it. */
    static Object value(MemberType type, YamlValue word) {
        switch (type) {
            case STRING, URL:
                return word.text();
            case BOOLEAN:
                return word.bool();
            case INTEGER, NUMBER:
                try {
                    return type == MemberType.NUMBER ? (Object) new BigDecimal(word.text())
                            : MemberReader.smallest(Long.parseLong(word.text()));
                } catch (NumberFormatException e) {
                    throw word.fault("must be " + (type == MemberType.NUMBER ? "a number" : "an integer"));
                }
            default:
                throw word.fault("has no meaning for the type " + type.word());
        }
    }

    private int maxChars() {
        if (words.containsKey("max_chars")) {
            return words.get("max_chars").positive();
        }
        return type == MemberType.URL || type == MemberType.URLS ? Member.MAX_URL_CHARS : 0;
    }

    private Media media() {
        YamlValue word = words.get("media");
        if (word == null) {
            if (type == MemberType.URL || type == MemberType.URLS) {
                throw place.fault(name + " has no media: image, clip or audio");
            }
            return null;
        }
        if (!word.isMapping()) {
            return new Media(kind(word), null, null, null, null, List.of());
        }
        Map<String, YamlValue> facts = word.mapping(MEDIA_WORDS);
        if (!facts.containsKey("kind")) {
            throw word.fault("media has no kind: image, clip or audio");
        }
        return new Media(kind(facts.get("kind")), facts.containsKey("megabytes") ? facts.get("megabytes").positive() : null,
                range(facts, "seconds"), range(facts, "pixels"), range(facts, "ratio"),
                facts.containsKey("formats") ? facts.get("formats").texts() : List.of());
    }

    private static Range range(Map<String, YamlValue> facts, String word) {
        return facts.containsKey(word) ? facts.get(word).range() : null;
    }

    private static Media.Kind kind(YamlValue word) {
        return word.oneOf(Media.Kind.values(), Media.Kind::word, "kind of media");
    }
}
