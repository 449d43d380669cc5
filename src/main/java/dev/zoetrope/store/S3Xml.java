package dev.zoetrope.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads single elements of the store's XML. Knows no declarations, so an answer cannot define or load entities. */
final class S3Xml {
    private static final Pattern REFERENCE = Pattern.compile("&(#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|lt|gt|amp|quot|apos);");

    private S3Xml() {
    }

    /** The text of the first element of this name that contains only text. */
    static Optional<String> text(String xml, String element) {
        return elements(xml, element).stream().filter(content -> content.indexOf('<') < 0).findFirst().map(
                text -> REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(character(found))));
    }

    /** The contents of all elements of this name, as XML. They must not be nested. */
    static List<String> elements(String xml, String element) {
        List<String> contents = new ArrayList<>();
        Matcher start = Pattern.compile("<" + element + "(?:\\s[^<>]*)?>").matcher(xml);
        int end = 0;
        while (end >= 0 && start.find(end)) {
            end = xml.indexOf("</" + element + ">", start.end());
            if (end >= 0) {
                contents.add(xml.substring(start.end(), end));
            }
        }
        return contents;
    }

    private static String character(MatchResult reference) {
        String name = reference.group(1);
        return switch (name) {
            case "lt" -> "<";
            case "gt" -> ">";
            case "amp" -> "&";
            case "quot" -> "\"";
            case "apos" -> "'";
            default -> codePoint(name.charAt(1) == 'x' ? Integer.parseInt(name.substring(2), 16)
                    : Integer.parseInt(name.substring(1)));
        };
    }

    private static String codePoint(int code) {
        return Character.isValidCodePoint(code) ? Character.toString(code) : "";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
