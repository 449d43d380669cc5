package dev.zoetrope.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiles a model file: one {@link Model} for each of its ids ({@code docs/models.md} has the words). Every word and every
 * reference is checked; a file with a fault is refused with its line.
 */
final class ModelFile {
    private static final Set<String> WORDS = Set.of("ids", "title", "family", "estimate", "docs", "members", "any_of", "one_of",
            "at_most_one", "sum", "modes", "rules");
    private static final Set<String> ID_WORDS = Set.of("title", "family", "without", "only", "narrow");
    private static final Set<String> RULE_WORDS = Set.of("when", "then");
    private static final Set<String> SUM_WORDS = Set.of("of", "min", "max");
    private static final String ID = "id";
    private static final Pattern ID_FORM = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final String ID_WORDING = "1 to 100 letters, digits, dots, underscores and hyphens";
    private static final Pattern SECONDS = Pattern.compile("([1-9][0-9]{0,4})(s|m)");

    private final Map<String, YamlValue> file;
    private final YamlValue root;

    private ModelFile(YamlValue root) {
        this.root = root;
        this.file = root.mapping(WORDS);
    }

    /**
     * Compiles a file.
     *
     * @param name the name of the file, for messages
     * @return one model for each id, in the order of the file
     * @throws ModelFileException if the file cannot be used
     */
    static List<Model> compile(String name, String text) {
        return new ModelFile(YamlValue.parse(name, text)).models();
    }

    private List<Model> models() {
        List<Model> models = new ArrayList<>();
        Map<String, YamlValue> ids = required("ids").mapping();
        Map<String, Member> members = MemberTable.read(required("members"), file.get("modes"));
        for (Map.Entry<String, YamlValue> id : ids.entrySet()) {
            if (!ID_FORM.matcher(id.getKey()).matches()) {
                throw id.getValue().fault("an id has " + ID_WORDING);
            }
            Map<String, YamlValue> patch = id.getValue().mapping(ID_WORDS);
            models.add(model(id.getKey(), new MemberTable(members, patch), patch));
        }
        if (models.isEmpty()) {
            throw required("ids").fault("at least one id is needed");
        }
        return models;
    }

    private YamlValue required(String word) {
        YamlValue value = file.get(word);
        if (value == null) {
            throw root.fault("the word '" + word + "' is missing");
        }
        return value;
    }

    /** The elements of a word; empty if the file does not have the word. */
    private List<YamlValue> list(String word) {
        return file.containsKey(word) ? file.get(word).list() : List.of();
    }

    private Model model(String id, MemberTable table, Map<String, YamlValue> patch) {
        Modes modes = ModeTable.read(file.get("modes"), table);
        YamlValue title = patch.getOrDefault("title", file.get("title"));
        YamlValue docs = file.get("docs");
        return new Model(id, title == null ? id : title.text(), docs == null ? null : docs.text(),
                family(patch.getOrDefault("family", file.get("family"))), estimate(), table.members(), modes,
                choices(table, modes), rules(id, table));
    }

    private static String family(YamlValue value) {
        if (value != null && !ID_FORM.matcher(value.text()).matches()) {
            throw value.fault("a family has " + ID_WORDING);
        }
        return value == null ? null : value.text();
    }

    private Duration estimate() {
        YamlValue value = file.get("estimate");
        if (value == null) {
            return null;
        }
        Matcher matcher = SECONDS.matcher(value.text());
        if (!matcher.matches()) {
            throw value.fault("must be a time such as 60s or 5m");
        }
        long number = Long.parseLong(matcher.group(1));
        return "s".equals(matcher.group(2)) ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
    }

    private List<Rule> choices(MemberTable table, Modes modes) {
        List<Rule> rules = new ArrayList<>();
        String hint = Wording.needs(modes.all());
        for (List<Member> members : groups("any_of", table)) {
            rules.add(new Rule.AnyOf(members, hint));
        }
        for (List<Member> members : groups("one_of", table)) {
            rules.add(new Rule.OneOf(new Rule.AnyOf(members, ""), new Rule.AtMostOne(members)));
        }
        for (List<Member> members : groups("at_most_one", table)) {
            rules.add(new Rule.AtMostOne(members));
        }
        return rules;
    }

    /** The groups of members of a word: a list of names is one group, a list of lists several. */
    private List<List<Member>> groups(String word, MemberTable table) {
        YamlValue value = file.get(word);
        if (value == null) {
            return List.of();
        }
        boolean several = value.isList() && value.list().stream().anyMatch(YamlValue::isList);
        List<List<Member>> groups = new ArrayList<>();
        for (YamlValue group : several ? value.list() : List.of(value)) {
            List<Member> members = table.named(group);
            if (!members.isEmpty()) {
                groups.add(members);
            }
        }
        return groups;
    }

    private List<Rule> rules(String id, MemberTable table) {
        List<Rule> rules = new ArrayList<>();
        for (YamlValue sum : list("sum")) {
            Rule.Sum rule = sum(sum, table);
            if (!rule.members().isEmpty()) {
                rules.add(rule);
            }
        }
        for (YamlValue rule : list("rules")) {
            Map<String, YamlValue> parts = rule.mapping(RULE_WORDS);
            if (parts.size() < RULE_WORDS.size()) {
                throw rule.fault("a rule has the words when and then");
            }
            When when = when(id, parts, table);
            if (when != null) {
                rules.add(when);
            }
        }
        return rules;
    }

    private static Rule.Sum sum(YamlValue sum, MemberTable table) {
        Map<String, YamlValue> parts = sum.mapping(SUM_WORDS);
        if (!parts.containsKey("of") || !parts.containsKey("max")) {
            throw sum.fault("a sum has the words of and max");
        }
        int min = parts.containsKey("min") ? parts.get("min").positive() : 0;
        int max = parts.get("max").positive();
        if (min > max) {
            throw sum.fault("min is greater than max");
        }
        return new Rule.Sum(table.named(parts.get("of")), new Range(min, max));
    }

    /** Null if the rule is about another id, or about members that this id does not have. */
    private When when(String id, Map<String, YamlValue> parts, MemberTable table) {
        List<When.Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, YamlValue> condition : parts.get("when").mapping().entrySet()) {
            if (condition.getKey().equals(ID)) {
                if (!ids(condition.getValue()).contains(id)) {
                    return null;
                }
            } else {
                Member member = table.known(condition.getKey(), condition.getValue());
                if (member == null) {
                    return null;
                }
                conditions.add(condition(member, condition.getValue(), table));
            }
        }
        List<When.Demand> demands = new ArrayList<>();
        for (Map.Entry<String, YamlValue> demand : parts.get("then").mapping().entrySet()) {
            Member member = table.known(demand.getKey(), demand.getValue());
            if (member != null) {
                demands.add(demand(member, demand.getValue(), table));
            }
        }
        return demands.isEmpty() ? null : new When(conditions, demands);
    }

    private List<String> ids(YamlValue value) {
        List<String> ids = value.texts();
        for (String id : ids) {
            if (!file.get("ids").mapping().containsKey(id)) {
                throw value.fault("'" + id + "' is not an id of this file");
            }
        }
        return ids;
    }

    private static When.Condition condition(Member member, YamlValue value, MemberTable table) {
        boolean present = !value.isList() && "present".equals(value.text());
        return new When.Condition(member, present ? null : new LinkedHashSet<>(table.valuesOf(member, value)));
    }

    private static When.Demand demand(Member member, YamlValue value, MemberTable table) {
        String word = value.isList() || value.isMapping() ? "" : value.text();
        return switch (word) {
            case "forbidden" -> new When.Demand(member, When.Demand.Kind.FORBIDDEN, null);
            case "required" -> new When.Demand(member, When.Demand.Kind.REQUIRED, null);
            default -> new When.Demand(member, When.Demand.Kind.NARROWED, table.narrowed(member, value));
        };
    }
}
