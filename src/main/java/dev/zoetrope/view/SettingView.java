package dev.zoetrope.view;

/**
 * A setting that somebody has set.
 *
 * @param name its name as a property
 * @param value its value; {@code set} for a secret
 * @param source where the value comes from, for example {@code environment}
 */
public record SettingView(String name, String value, String source) {
}
