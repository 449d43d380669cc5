package dev.zoetrope.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of {@code k8s/} by their paths in it: as they are, or with one thing changed. */
record Tree(Map<String, String> files) {
    static final Path ROOT = Path.of("k8s");

    static Tree real() {
        try (Stream<Path> paths = Files.walk(ROOT)) {
            return new Tree(paths.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(path -> ROOT.relativize(path).toString(), Tree::read)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String file) {
        String text = files.get(file);
        if (text == null) {
            throw new BrokenManifestException(file, "there is no such file");
        }
        return text;
    }

    /** The same with other words at the one place where these are. */
    Tree with(String file, String words, String others) {
        String text = text(file);
        int place = text.indexOf(words);
        if (place < 0 || text.indexOf(words, place + 1) >= 0) {
            throw new IllegalArgumentException("not exactly once in " + file + ": " + words);
        }
        Map<String, String> changed = new TreeMap<>(files);
        changed.put(file, text.replace(words, others));
        return new Tree(changed);
    }
}
