package dev.zoetrope.video;

import java.util.Collections;
import java.util.Map;

/**
 * The API in which a caller made a create, if it is not the gateway's own.
 *
 * @param name the name of the API, for example {@code openai}; never null
 * @param echo values of the create that answers in this API repeat as the caller wrote them, by the names of this API; never
 *        null
 */
public record Dialect(String name, Map<String, String> echo) {

    public Dialect {
        echo = echo.isEmpty() ? Map.of() : Collections.unmodifiableMap(echo);
    }

    /** Without values: prompts are private. */
    @Override
    public String toString() {
        return "Dialect[" + name + "]";
    }
}
