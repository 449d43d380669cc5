package dev.zoetrope.dialect;

import java.util.regex.Pattern;

/** Tells the URL of a video from that of a picture, for APIs that do not say which it is. */
public final class VideoUrl {
    private static final Pattern FORM = Pattern.compile("(?i)[^?#]*\\.(mp4|mov)([?#].*)?");

    private VideoUrl() {
    }

    /** @param url any value of a body */
    public static boolean matches(Object url) {
        return url instanceof String text && FORM.matcher(text).matches();
    }
}
