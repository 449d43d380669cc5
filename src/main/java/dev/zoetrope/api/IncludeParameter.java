package dev.zoetrope.api;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;

/** {@code ?include=}: what else the answer to a query contains; the values are separated by commas. */
enum IncludeParameter {
    /** The body of the create. */
    REQUEST,
    /** What has happened to the task. */
    TIMELINE;

    /**
     * Reads the parameter.
     *
     * @param text null: absent
     * @throws dev.zoetrope.video.FailureException 422 if it has another value
     */
    static Set<IncludeParameter> read(String text) {
        Set<IncludeParameter> wanted = EnumSet.noneOf(IncludeParameter.class);
        for (String value : text == null ? new String[0] : text.split(",", -1)) {
            IncludeParameter known = of(value);
            if (known == null) {
                throw Failure.invalid(List.of(new Fault("include", "invalid_value",
                        "include must be request, timeline, or both with a comma between them"))).exception();
            }
            wanted.add(known);
        }
        return wanted;
    }

    private static IncludeParameter of(String value) {
        for (IncludeParameter known : values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(value)) {
                return known;
            }
        }
        return null;
    }
}
