package dev.zoetrope.validate;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which texts are URLs by {@code contract.md}. {@link URI} does the characters (no whitespace, controls, backslashes,
 * broken percent escapes) and IPv6 literals; the host is read here, because URI knows neither the underscores that
 * real storage hosts have nor international names, and then hides user-info in what it calls an authority.
 */
final class UrlSyntax {
    /** Longest name in DNS, with a final dot; also keeps the conversion of other scripts, which is quadratic, short. */
    private static final int MAX_HOST = 254;
    private static final int MAX_PORT = 65535;
    private static final String DATA = "data:";
    private static final Pattern SCHEME = Pattern.compile("https?:", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63})*+\\.?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private UrlSyntax() {
    }

    /**
     * What is wrong with a URL, for a person.
     *
     * @param secure whether {@code http} is refused
     * @return words that follow the name of the member; null where nothing is wrong
     */
    static String fault(String text, boolean secure) {
        if (text.regionMatches(true, 0, DATA, 0, DATA.length())) {
            return "must not be a data: URL: give an " + scheme(secure) + " URL that the file can be fetched from";
        }
        try {
            return isHttpUrl(new URI(text), secure) ? null : form(secure);
        } catch (URISyntaxException e) {
            boolean named = e.getIndex() >= 0 && e.getIndex() < text.length()
                    && !Character.isLetterOrDigit(text.charAt(e.getIndex())) && SCHEME.matcher(text).lookingAt();
            return named ? "must not contain " + name(text.codePointAt(e.getIndex())) + " at character "
                    + (text.codePointCount(0, e.getIndex()) + 1) + ": percent-encode it" : form(secure);
        }
    }

    private static String form(boolean secure) {
        return "must be an absolute " + scheme(secure) + " URL with a host, without user name or password";
    }

    private static String scheme(boolean secure) {
        return secure ? "https" : "http or https";
    }

    private static String name(int character) {
        return character == ' ' ? "a space"
                : character > ' ' && character < 0x7f ? "\"" + Character.toString(character) + '"'
                        : String.format("U+%04X", character);
    }

    private static boolean isHttpUrl(URI uri, boolean secure) {
        String authority = uri.getRawAuthority();
        return isScheme(uri.getScheme(), secure) && authority != null && authority.indexOf('@') < 0
                && (authority.startsWith("[") ? isLiteral(uri) : isNamed(authority));
    }

    private static boolean isScheme(String scheme, boolean secure) {
        return "https".equalsIgnoreCase(scheme) || (!secure && "http".equalsIgnoreCase(scheme));
    }

    /** An IPv6 literal; URI has parsed it. A zone (after a percent sign) means nothing on another machine. */
    private static boolean isLiteral(URI uri) {
        return uri.getHost() != null && uri.getHost().indexOf('%') < 0 && isPort(uri.getPort());
    }

    private static boolean isPort(int port) {
        return port == -1 || (port > 0 && port <= MAX_PORT);
    }

    private static boolean isNamed(String authority) {
        int colon = authority.indexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String port = colon < 0 ? "" : authority.substring(colon + 1);
        boolean portFits = port.isEmpty() || (PORT.matcher(port).matches() && isPort(Integer.parseInt(port)));
        return portFits && host.length() <= MAX_HOST && ascii(host).filter(UrlSyntax::isName).isPresent();
    }

    private static boolean isName(String host) {
        return host.length() <= MAX_HOST && NAME.matcher(host).matches();
    }

    private static Optional<String> ascii(String host) {
        if (host.chars().allMatch(c -> c < 0x80)) {
            return Optional.of(host);
        }
        try {
            return Optional.of(IDN.toASCII(host, IDN.ALLOW_UNASSIGNED));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
