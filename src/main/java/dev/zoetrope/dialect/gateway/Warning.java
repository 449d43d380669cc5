package dev.zoetrope.dialect.gateway;

/**
 * The JSON of a warning: a value of the create has no effect.
 *
 * @param type always {@code unsupported}
 * @param feature the name of the value
 * @param details text for people
 */
record Warning(String type, String feature, String details) {

    static Warning unsupported(String feature, String details) {
        return new Warning("unsupported", feature, details);
    }
}
