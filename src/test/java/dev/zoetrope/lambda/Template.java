package dev.zoetrope.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** {@code src/main/lambda/template.yaml}, read as YAML: CloudFormation's own functions stand for their arguments. */
final class Template {
    private final Map<String, Object> whole;

    private Template(Map<String, Object> whole) {
        this.whole = whole;
    }

    static Template read() {
        try {
            return new Template(new Yaml(new Functions()).load(Files.readString(Path.of("src/main/lambda/template.yaml"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whatever a tag such as {@code !Ref} is put before. */
    private static final class Functions extends SafeConstructor {
        Functions() {
            super(strict());
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    if (node instanceof ScalarNode scalar) {
                        return constructScalar(scalar);
                    }
                    return node instanceof SequenceNode sequence ? constructSequence(sequence)
                            : constructMapping((MappingNode) node);
                }
            });
        }

        private static LoaderOptions strict() {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            return options;
        }
    }

    /** What is at this place, by the names that lead there. */
    @SuppressWarnings("unchecked") // the caller knows the template
    <T> T at(String... names) {
        Object at = whole;
        for (String name : names) {
            at = ((Map<String, Object>) at).get(name);
            if (at == null) {
                throw new AssertionError("the template has no " + String.join(".", names));
            }
        }
        return (T) at;
    }

    String handler() {
        return at("Globals", "Function", "Handler");
    }

    Map<String, String> environment() {
        return at("Globals", "Function", "Environment", "Variables");
    }

    Duration timeout(String function) {
        return Duration.ofSeconds(this.<Integer> at("Resources", function, "Properties", "Timeout"));
    }

    /** The event that the schedule sends. */
    String tick() {
        return at("Resources", "Upkeep", "Properties", "Events", "EveryMinute", "Properties", "Input");
    }

    /** What the function that the schedule invokes has in its environment beside the others'. */
    Map<String, String> upkeep() {
        return at("Resources", "Upkeep", "Properties", "Environment", "Variables");
    }
}
