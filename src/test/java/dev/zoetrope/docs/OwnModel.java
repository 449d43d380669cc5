package dev.zoetrope.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The model of an operator that {@code docs/models.md} shows. */
public final class OwnModel {
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private OwnModel() {
    }

    /** The text of the file. */
    public static String text() {
        try {
            Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs", "models.md")));
            if (!example.find()) {
                throw new AssertionError("docs/models.md has no example of a model file");
            }
            return example.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
