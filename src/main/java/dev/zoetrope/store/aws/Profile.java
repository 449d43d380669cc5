package dev.zoetrope.store.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads one profile of the files that AWS tools share: {@code ~/.aws/credentials} and {@code ~/.aws/config}. */
final class Profile {
    private Profile() {
    }

    /**
     * The properties of a profile; empty if the file does not have it. Nested properties are left out.
     *
     * @param file text of the file. A section is {@code [name]} or {@code [profile name]}
     */
    static Map<String, String> read(String file, String name) {
        Map<String, String> properties = new HashMap<>();
        boolean inside = false;
        for (String line : file.lines().toList()) {
            String text = line.strip().replaceFirst("\\s+[#;].*", "");
            int equals = text.indexOf('=');
            if (text.startsWith("[")) {
                inside = text.matches("\\[\\s*(profile\\s+)?" + Pattern.quote(name) + "\\s*]");
            } else if (inside && equals > 0 && !text.startsWith("#") && !text.startsWith(";")
                    && !Character.isWhitespace(line.charAt(0))) {
                properties.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
            }
        }
        return properties;
    }
}
