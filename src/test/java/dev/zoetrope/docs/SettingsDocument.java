package dev.zoetrope.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;

/** Makes the tables of {@code docs/settings.md} from the sources of the {@code @ConfigMapping} interfaces. */
final class SettingsDocument {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern INLINE = Pattern.compile("\\{@(?:code|link|literal)\\s+([^}]*)}");
    private static final Pattern MAP = Pattern.compile("Map<String, (.*)>");
    private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])[A-Z]");

    /** The text of each setting. */
    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, TreePath> interfaces = new TreeMap<>();
    private DocTrees docs;

    private SettingsDocument() {
    }

    static SettingsDocument read() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        SettingsDocument document = new SettingsDocument();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(SOURCES)) {
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjectsFromPaths(sources.filter(SettingsDocument::isInterface).toList()));
            document.docs = DocTrees.instance(task);
            List<TreePath> mappings = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                for (Tree type : unit.getTypeDecls()) {
                    TreePath path = new TreePath(new TreePath(unit), type);
                    document.interfaces.put(((ClassTree) type).getSimpleName().toString(), path);
                    mappings.add(path);
                }
            }
            for (TreePath path : mappings) {
                argument(((ClassTree) path.getLeaf()).getModifiers(), "ConfigMapping")
                        .filter(prefix -> prefix.startsWith("zoetrope")).ifPresent(prefix -> document.add(prefix, path));
            }
        }
        return document;
    }

    private static boolean isInterface(Path source) {
        try {
            return source.toString().endsWith(".java") && Files.readString(source).contains("interface ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String prefix, TreePath mapping) {
        Map<String, TreePath> groups = new TreeMap<>(interfaces);
        for (Tree member : ((ClassTree) mapping.getLeaf()).getMembers()) {
            if (member instanceof ClassTree group) {
                groups.put(group.getSimpleName().toString(), new TreePath(mapping, group));
            }
        }
        for (Tree member : ((ClassTree) mapping.getLeaf()).getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null) {
                String name = prefix + "."
                        + argument(method.getModifiers(), "WithName").orElseGet(() -> kebab(method.getName().toString()));
                Matcher map = MAP.matcher(String.valueOf(method.getReturnType()));
                String type = map.matches() ? map.group(1) : String.valueOf(method.getReturnType());
                name += map.matches() ? ".*" : "";
                TreePath group = groups.get(type);
                if (group != null && group.getLeaf().getKind() == Tree.Kind.INTERFACE) {
                    add(name, group);
                } else {
                    String text = docs.getDocComment(new TreePath(mapping, method));
                    texts.merge(name, text == null ? "" : plain(text), SettingsDocument::longer);
                }
            }
        }
    }

    /** Two packages may read one setting; the more complete text counts. */
    private static String longer(String one, String other) {
        return one.length() >= other.length() ? one : other;
    }

    private static String kebab(String camelCase) {
        return CAPITAL.matcher(camelCase).replaceAll(found -> "-" + found.group()).toLowerCase(Locale.ROOT);
    }

    private static AnnotationTree annotation(ModifiersTree modifiers, String name) {
        return modifiers.getAnnotations().stream().filter(one -> one.getAnnotationType().toString().equals(name)).findFirst()
                .orElse(null);
    }

    private static Optional<String> argument(ModifiersTree modifiers, String name) {
        AnnotationTree annotation = annotation(modifiers, name);
        if (annotation == null) {
            return Optional.empty();
        }
        ExpressionTree value = annotation.getArguments().get(0);
        if (value instanceof AssignmentTree assignment) {
            value = assignment.getExpression();
        }
        return Optional.of(String.valueOf(((LiteralTree) value).getValue()));
    }

    /** The text of a tag; a link to another setting becomes its name. */
    private static String name(String tag) {
        return tag.startsWith("#") ? kebab(tag.substring(1).replace("()", "")) : tag.strip();
    }

    /** Javadoc as one line of Markdown. */
    static String plain(String javadoc) {
        String text = INLINE.matcher(javadoc).replaceAll(found -> Matcher.quoteReplacement("`" + name(found.group(1)) + "`"));
        int tags = text.indexOf("\n @");
        return (tags < 0 ? text : text.substring(0, tags)).replaceAll("</?(?:p|ul|ol|li|b|i)>", " ").replaceAll("\\s+", " ")
                .strip().replace("|", "\\|").replace("&lt;", "<").replace("&gt;", ">");
    }

    /** The names of the settings. */
    List<String> names() {
        return List.copyOf(texts.keySet());
    }

    /** The names of the settings without a description. */
    List<String> undocumented() {
        return texts.keySet().stream().filter(name -> texts.get(name).isEmpty()).toList();
    }

    /**
     * A table for each group of settings, in the order of their names.
     *
     * @param defaults by name; empty for a setting that has none
     */
    String tables(Map<String, String> defaults) {
        Map<String, List<String>> groups = new TreeMap<>();
        texts.forEach((name, text) -> {
            String rest = name.substring("zoetrope.".length());
            String group = rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : "";
            String fallback = defaults.getOrDefault(name, "");
            groups.computeIfAbsent(group, key -> new ArrayList<>())
                    .add("| `%s` | %s | %s |".formatted(name, fallback.isEmpty() ? "-" : "`" + fallback + "`", text));
        });
        StringBuilder tables = new StringBuilder();
        groups.forEach((group, rows) -> tables.append("## zoetrope").append(group.isEmpty() ? "" : "." + group)
                .append("\n\n| setting | default | meaning |\n|---|---|---|\n").append(String.join("\n", rows)).append("\n\n"));
        return tables.toString().strip() + "\n";
    }
}
