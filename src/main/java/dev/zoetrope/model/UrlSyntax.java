package dev.zoetrope.model;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.zoetrope.video.Ascii;

/**
 * Checks the syntax of URLs ({@code docs/contract.md}, Create). {@link URI} checks the characters (no whitespace, control
 * characters, backslashes or broken percent escapes) and IPv6 literals. This class parses the host itself, because URI
 * accepts neither underscores, which real storage hosts have, nor international names; for such hosts URI does not separate
 * user-info from the authority.
 */
public final class UrlSyntax {
    /**
     * Maximum length of a DNS name in characters, with a final dot. The limit also bounds the conversion of international
     * names, which takes quadratic time.
     */
    private static final int MAX_HOST = 254;
    private static final int MAX_PORT = 65535;
    private static final String DATA = "data:";
    private static final Pattern SCHEME = Pattern.compile("https?:", Pattern.CASE_INSENSITIVE);
    private static final int MAX_LABEL = 63;
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private UrlSyntax() {
    }

    /**
     * Checks a URL.
     *
     * @param secure whether only {@code https} is valid
     * @return the message for the caller without its subject, the name of the member; null if the URL is valid
     */
    public static String fault(String text, boolean secure) {
        if (text.regionMatches(true, 0, DATA, 0, DATA.length())) {
            return "must not be a data: URL: use an " + scheme(secure) + " URL from which the file can be downloaded";
        }
        try {
            return isHttpUrl(new URI(text), secure) ? null : formMessage(secure);
        } catch (URISyntaxException e) {
            boolean named = e.getIndex() >= 0 && e.getIndex() < text.length()
                    && !Character.isLetterOrDigit(text.charAt(e.getIndex())) && SCHEME.matcher(text).lookingAt();
            return named ? "must not contain " + describe(text.codePointAt(e.getIndex())) + " at character "
                    + (text.codePointCount(0, e.getIndex()) + 1) + ": percent-encode it" : formMessage(secure);
        }
    }

    private static String formMessage(boolean secure) {
        return "must be an absolute " + scheme(secure) + " URL with a host, without user name or password";
    }

    private static String scheme(boolean secure) {
        return secure ? "https" : "http or https";
    }

    private static String describe(int character) {
        return character == ' ' ? "a space"
                : character > ' ' && character < 0x7f ? "\"" + Character.toString(character) + '"'
                        : String.format("U+%04X", character);
    }

    private static boolean isHttpUrl(URI uri, boolean secure) {
        String authority = uri.getRawAuthority();
        return isScheme(uri.getScheme(), secure) && authority != null && authority.indexOf('@') < 0
                && (authority.startsWith("[") ? hasIpv6Literal(uri) : hasHostName(authority));
    }

    private static boolean isScheme(String scheme, boolean secure) {
        return "https".equalsIgnoreCase(scheme) || (!secure && "http".equalsIgnoreCase(scheme));
    }

    /**
     * Whether the host is an IPv6 literal, as URI has parsed it, without a zone (a zone has a meaning on one machine only).
     */
    private static boolean hasIpv6Literal(URI uri) {
        return uri.getHost() != null && uri.getHost().indexOf('%') < 0 && isPort(uri.getPort());
    }

    private static boolean isPort(int port) {
        return port == -1 || (port > 0 && port <= MAX_PORT);
    }

    private static boolean hasHostName(String authority) {
        int colon = authority.indexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String port = colon < 0 ? "" : authority.substring(colon + 1);
        boolean portFits = port.isEmpty() || (PORT.matcher(port).matches() && isPort(Integer.parseInt(port)));
        return portFits && host.length() <= MAX_HOST && toAscii(host).filter(UrlSyntax::isHostName).isPresent();
    }

    private static boolean isHostName(String host) {
        int label = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.' ? label == 0 : label == MAX_LABEL || !isNameCharacter(c)) {
                return false;
            }
            label = c == '.' ? 0 : label + 1;
        }
        return !host.isEmpty() && host.length() <= MAX_HOST;
    }

    private static boolean isNameCharacter(char c) {
        return Ascii.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    private static Optional<String> toAscii(String host) {
        if (Ascii.isAscii(host)) {
            return Optional.of(host);
        }
        try {
            return Optional.of(IDN.toASCII(host, IDN.ALLOW_UNASSIGNED));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
