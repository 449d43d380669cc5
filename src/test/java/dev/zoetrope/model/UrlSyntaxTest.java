package dev.zoetrope.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class UrlSyntaxTest {

    private static boolean isHttpUrl(String text, boolean secure) {
        return UrlSyntax.fault(text, secure) == null;
    }

    @Test
    void a_data_url_has_a_message_of_its_own() {
        assertThat(UrlSyntax.fault("Data:image/png;base64,AAAA", false)).startsWith("must not be a data: URL");
        assertThat(UrlSyntax.fault("ftp://a/b c", false)).isEqualTo(UrlSyntax.fault("", false))
                .startsWith("must be an absolute http or https URL");
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://example.com/a.jpg", "http://example.com", "HTTPS://EXAMPLE.COM/A", "https://example.com.",
            "https://example.com:8443/a?b=c&d=%20#e", "https://example.com:/", "https://localhost:8080/a.png",
            "https://127.0.0.1/", "https://[::1]:8080/a", "https://[2001:db8::1]/", "https://[::ffff:127.0.0.1]/",
            "https://my_bucket.s3.example.com/key", "https://my_bucket:443/key", "https://bücher.example/größe.jpg",
            "https://例え。テスト/パス?q=日本", "https://xn--bcher-kva.example/", "https://😀.example/😀",
            "https://a/b;c=d,e(f)*!$'~", "https://r3---sn.example.com/x", "https://a?q", "https://a#f", "http://2130706433/",
            "https://a/?u=https://user:pass@host/", "https://a/@b" })
    void urls(String text) {
        assertThat(isHttpUrl(text, false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "a", "example.com/a.jpg", "//example.com/a", "/a.jpg", "https:", "https:/", "https://",
            "https:///a", "http:example.com", "http:/example.com", "https://?q", "https://#f", "https://:443/", "https://:/",
            "ftp://example.com/a", "file:///etc/passwd", "data:image/png;base64,AAAA", "javascript:alert(1)",
            "concat:https://a/", "blob:https://a/b", "s3://bucket/key", "httpss://a/", "1https://a/" })
    void no_absolute_http_url(String text) {
        assertThat(isHttpUrl(text, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://user@example.com/", "https://user:secret@example.com/", "https://@example.com/",
            "https://:@example.com/", "https://user@my_host/", "https://u@[::1]/", "https://a@b@c/",
            "https://bü@example.com/" })
    void user_info(String text) {
        assertThat(isHttpUrl(text, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { " https://a/", "https://a/ ", "https://a/b c", "https://a b/", "https://a/\t",
            "https://a/\r\nX: y",
            "https://a/\u0000", "https://a/\u007f", "https://a/\u0085", "https://a/\u00a0", "https://a/\u2028",
            "https://a/\u3000", "\nhttps://a/", "https://a\n/", "https://a/?\u0001", "https://a/#\u2003" })
    void whitespace_and_controls(String text) {
        assertThat(isHttpUrl(text, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://a..b/", "https://.a/", "https://./", "https://a../", "https://*.a/", "https://a,b/",
            "https://a;b/", "https://$/", "https://ex%61mple.com/", "https://a:b/", "https://a:1:2/", "https://a:0/",
            "https://a:65536/", "https://a:99999999999/", "https://a:-1/", "https://a:+80/", "https://a:８０/", "https://[::1/",
            "https://::1/", "https://[::g]/", "https://[1.2.3.4]/", "https://[]/", "https://[fe80::1%25eth0]/",
            "https://[fe80::1%eth0]/", "https://[::1]a/", "https://[::1]:0/", "https://[::1]:65536/", "https://a／b/",
            "https://。/", "https://a\\b/", "https://\u200b/", "https://a/%", "https://a/%zz", "https://a/\\", "https://a/<>",
            "https://a/{x}", "https://a/|", "https://a/^", "https://a/`", "https://a/\"" })
    void bad_host_port_or_characters(String text) {
        assertThat(isHttpUrl(text, false)).isFalse();
    }

    @Test
    void names_and_labels_have_the_length_of_dns() {
        String label = "a".repeat(63);
        String longest = "a.".repeat(126) + "b";

        assertThat(isHttpUrl("https://" + label + ".example/", false)).isTrue();
        assertThat(isHttpUrl("https://" + label + "a.example/", false)).isFalse();
        assertThat(isHttpUrl("https://" + longest + "/", false)).isTrue();
        assertThat(isHttpUrl("https://" + longest + "cd/", false)).isFalse();
    }

    @Test
    void secure_means_https_only() {
        assertThat(isHttpUrl("http://example.com/", true)).isFalse();
        assertThat(isHttpUrl("https://example.com/", true)).isTrue();
    }

    @Test
    @Timeout(5)
    void a_huge_host_costs_nothing() {
        assertThat(isHttpUrl("https://" + "ü".repeat(500_000) + "/", false)).isFalse();
        assertThat(isHttpUrl("https://" + "a.".repeat(500_000) + "/", false)).isFalse();
    }

    @Property
    void any_text_is_judged(@ForAll String text) {
        String candidate = "https://" + text;

        if (isHttpUrl(candidate, true)) {
            assertThat(candidate).matches("https://[^@/?#]+(?:[/?#].*)?").doesNotContain(" ", "\n", "\r", "\t", "\\");
        }
        assertThat(isHttpUrl(text, false)).isFalse();
    }
}
