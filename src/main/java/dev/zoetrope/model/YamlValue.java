package dev.zoetrope.model;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A value of a model file and its place. A scalar is text. YAML's own types are not used, because in YAML {@code 16:9} is a
 * number and {@code no} a boolean.
 */
final class YamlValue {
    private final String file;
    private final Node node;

    private YamlValue(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    /** @throws ModelFileException if the text is not one YAML document */
    static YamlValue parse(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        try {
            Node root = new Composer(new ParserImpl(new StreamReader(new StringReader(text)), options), new Resolver(), options)
                    .getSingleNode();
            if (root == null) {
                throw new ModelFileException(file, 0, "the file is empty");
            }
            return new YamlValue(file, root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new ModelFileException(file, line, "not valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new ModelFileException(file, 0, "not valid YAML: " + e.getMessage());
        }
    }

    ModelFileException fault(String message) {
        return new ModelFileException(file, node.getStartMark().getLine() + 1, message);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The values of a mapping by key, in the order of the file. */
    Map<String, YamlValue> mapping() {
        if (!(node instanceof MappingNode mapping)) {
            throw fault("must be a mapping (word: value)");
        }
        Map<String, YamlValue> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlValue key = new YamlValue(file, tuple.getKeyNode());
            if (values.put(key.text(), new YamlValue(file, tuple.getValueNode())) != null) {
                throw key.fault("'" + key.text() + "' is there twice");
            }
        }
        return values;
    }

    /** The values of a mapping that has only these keys. */
    Map<String, YamlValue> mapping(Set<String> words) {
        Map<String, YamlValue> values = mapping();
        for (NodeTuple tuple : ((MappingNode) node).getValue()) {
            YamlValue key = new YamlValue(file, tuple.getKeyNode());
            if (!words.contains(key.text())) {
                throw key.fault("'" + key.text() + "' is not a word of this place; the words are "
                        + String.join(", ", new TreeSet<>(words)));
            }
        }
        return values;
    }

    /** The elements of a list; a single value counts as a list of one. */
    List<YamlValue> list() {
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(this);
        }
        List<YamlValue> elements = new ArrayList<>();
        sequence.getValue().forEach(element -> elements.add(new YamlValue(file, element)));
        return elements;
    }

    List<String> texts() {
        return list().stream().map(YamlValue::text).toList();
    }

    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw fault("must be a word or a number");
    }

    /**
     * The constant whose word this is.
     *
     * @param word gives the word of a constant
     * @param what names the constants in the message
     */
    <E> E oneOf(E[] constants, Function<E, String> word, String what) {
        for (E constant : constants) {
            if (word.apply(constant).equals(text())) {
                return constant;
            }
        }
        throw fault("'" + text() + "' is not a " + what + "; there are "
                + Stream.of(constants).map(word).collect(Collectors.joining(", ")));
    }

    boolean bool() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw fault("must be true or false");
        };
    }

    /** An integer of 1 or more. */
    int positive() {
        try {
            int number = Integer.parseInt(text());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the fault below tells the form
        }
        throw fault("must be an integer of 1 or more");
    }

    Range range() {
        try {
            return Range.parse(text());
        } catch (IllegalArgumentException e) {
            throw fault(e.getMessage());
        }
    }
}
