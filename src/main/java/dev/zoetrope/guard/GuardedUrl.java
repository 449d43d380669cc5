package dev.zoetrope.guard;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.zoetrope.guard.GuardException.Reason;
import dev.zoetrope.video.Ascii;

/**
 * A parsed and checked URL. Scheme, host and port are parsed strictly, so that all parsers interpret them in the same way
 * (hosts as in the WHATWG URL standard; unusual numeric hosts are refused). Path and query are sent byte for byte, except
 * that characters are percent-encoded like in a browser, because vendors' URLs contain raw spaces and raw UTF-8. A backslash
 * or a control character is refused.
 *
 * @param parts the unchanged URL, against which redirects are resolved
 * @param tls whether the scheme is https
 * @param host in ASCII and lower case, an IPv6 literal in brackets, no trailing dot
 * @param port 1..65535
 * @param path path and query, in ASCII
 * @param literal the address, if the host is an IP address; null if it is a name
 */
record GuardedUrl(UrlParts parts, boolean tls, String host, int port, String path, InetAddress literal) {

    /** In characters. Signed URLs of object stores are long. */
    private static final int MAX_LENGTH = 8192;
    /** ASCII characters of a path, and of a query, that a browser percent-encodes (WHATWG URL, 1.3). */
    private static final String ENCODED_IN_PATH = " \"<>^`{}";
    private static final String ENCODED_IN_QUERY = " \"<>'";
    private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x1f\\x7f\\\\]");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int MAX_NAME = 253;
    private static final int MAX_PORT = 65535;
    private static final Pattern NAME = Pattern
            .compile("[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_][a-z0-9_-]{0,62})*");
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");
    private static final Pattern DOTTED_QUAD = Pattern.compile("((0|[1-9][0-9]{0,2})\\.){3}(0|[1-9][0-9]{0,2})");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");

    /** @throws GuardException with {@link Reason#BAD_URL} if it is no valid http or https URL */
    static GuardedUrl parse(String url) {
        if (url.length() > MAX_LENGTH) {
            throw badUrl();
        }
        return of(UrlParts.of(url));
    }

    /** The URL of a redirect from this URL. Throws like {@link #parse}. */
    GuardedUrl redirectTo(String location) {
        if (location.length() > MAX_LENGTH) {
            throw badUrl();
        }
        return of(parts.resolve(UrlParts.of(location)));
    }

    private static GuardedUrl of(UrlParts url) {
        String scheme = url.scheme() == null ? "" : url.scheme().toLowerCase(Locale.ROOT);
        String authority = url.authority();
        boolean tls = scheme.equals("https");
        if (!tls && !scheme.equals("http") || authority == null || authority.indexOf('@') >= 0) {
            throw badUrl();
        }
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        String host = host(hasPort ? authority.substring(0, colon) : authority);
        int port = port(hasPort ? authority.substring(colon + 1) : "", tls);
        String path = url.path().isEmpty() ? "/" : percentEncode(url.path(), ENCODED_IN_PATH);
        String query = url.query() == null ? "" : "?" + percentEncode(url.query(), ENCODED_IN_QUERY);
        return new GuardedUrl(url, tls, host, port, path + query, literal(host));
    }

    private static String percentEncode(String text, String encodedToo) {
        if (FORBIDDEN.matcher(text).find() || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw badUrl();
        }
        StringBuilder ascii = new StringBuilder(text.length());
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            if (one < 0 || encodedToo.indexOf(one) >= 0) {
                ascii.append('%').append(HEX.toHexDigits(one));
            } else {
                ascii.append((char) one);
            }
        }
        return ascii.toString();
    }

    private static int port(String text, boolean tls) {
        if (text.isEmpty()) {
            return tls ? 443 : 80;
        }
        if (!text.matches("[0-9]{1,5}")) {
            throw badUrl();
        }
        int port = Integer.parseInt(text);
        if (port < 1 || port > MAX_PORT) {
            throw badUrl();
        }
        return port;
    }

    private static String host(String written) {
        String host = (Ascii.isAscii(written) ? written : idn(written)).toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            return host;
        }
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        boolean number = ENDS_IN_NUMBER.matcher(host).matches();
        Pattern form = number ? DOTTED_QUAD : NAME;
        if (host.length() > MAX_NAME || !form.matcher(host).matches()) {
            throw badUrl();
        }
        return host;
    }

    private static String idn(String host) {
        try {
            return IDN.toASCII(host);
        } catch (IllegalArgumentException e) {
            throw badUrl();
        }
    }

    private static InetAddress literal(String host) {
        if (!host.startsWith("[") && !DOTTED_QUAD.matcher(host).matches()) {
            return null;
        }
        if (host.startsWith("[") && !IPV6.matcher(host).matches()) {
            throw badUrl();
        }
        try {
            // Both forms are literals, for which the JDK sends no DNS query.
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw badUrl();
        }
    }

    private static GuardException badUrl() {
        return GuardException.unsent(Reason.BAD_URL);
    }
}
