package dev.zoetrope.model;

import java.util.Locale;

/** The JSON type of a member. A value of another type is a fault; it is never converted. */
public enum MemberType {
    STRING("must be a string"),
    /** A number without a fraction, in any notation: {@code 5.0} is the integer five. */
    INTEGER("must be an integer"),
    NUMBER("must be a number"),
    BOOLEAN("must be true or false"),
    /** The absolute http or https URL of a file ({@link UrlSyntax}). */
    URL("must be a string"),
    /** An array of URLs. */
    URLS("must be an array of strings"),
    /** An array of strings that are no URLs. */
    STRINGS("must be an array of strings"),
    /** An object whose members the vendor checks. */
    OBJECT("must be an object"),
    /** An array of objects whose members the vendor checks. */
    OBJECTS("must be an array of objects"),
    /** Any JSON value, for a member whose type the vendor does not state. Only the vendor checks it. */
    ANY("must be a JSON value");

    private final String message;

    MemberType(String message) {
        this.message = message;
    }

    /** The word of a model file: the name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a value is an array. */
    public boolean isList() {
        return this == URLS || this == STRINGS || this == OBJECTS;
    }

    /** Whether a value can contain objects. */
    public boolean hasObjects() {
        return this == OBJECT || this == OBJECTS || this == ANY;
    }

    /** The message for a value of another type, without its subject. */
    String message() {
        return message;
    }
}
