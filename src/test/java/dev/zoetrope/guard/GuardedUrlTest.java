package dev.zoetrope.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GuardedUrlTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
            "http://example.com, example.com, 80, /, false",
            "HTTPS://EXAMPLE.com/a%20b?c=d#e, example.com, 443, /a%20b?c=d, true",
            "http://example.com./a, example.com, 80, /a, false",
            "http://example.com:8080?x=1, example.com, 8080, /?x=1, false",
            "http://example.com:/a, example.com, 80, /a, false",
            "http://bücher.example/ä, xn--bcher-kva.example, 80, /%C3%A4, false",
            "http://my_host/a, my_host, 80, /a, false",
            "http://[2606:4700::1]:81/a, [2606:4700::1], 81, /a, false",
            "http://3com.example/, 3com.example, 80, /, false" })
    void a_usual_url_is_read_as_it_will_be_used(String url, String host, int port, String path, boolean tls) {
        GuardedUrl target = GuardedUrl.parse(url);
        assertThat(target.host()).isEqualTo(host);
        assertThat(target.port()).isEqualTo(port);
        assertThat(target.path()).isEqualTo(path);
        assertThat(target.tls()).isEqualTo(tls);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = { "http://127.0.0.1/", "http://127.0.0.1./", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/", "http://[0:0:0:0:0:ffff:127.0.0.1]/", "http://127。0。0。1/",
            "http://①②⑦.⓪.⓪.①/", "http://１２７.0.0.1/" })
    void spellings_of_loopback_are_known_as_loopback(String url) {
        assertThat(GuardedUrl.parse(url).literal()).isNotNull();
        assertThat(AddressRules.scopeOf(GuardedUrl.parse(url).literal())).isEqualTo(AddressScope.PRIVATE);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(strings = { "http://0x7f.1/", "http://0x7f000001/", "http://2130706433/", "http://127.1/",
            "http://127.0.1/", "http://0177.0.0.1/", "http://0x7f.0x0.0x0.0x1/", "http://017700000001/",
            "http://127.0.0.1.0/", "http://256.0.0.1/", "http://127.0.0.0x1/", "http://2130706433./",
            "http://example.com.1/", "http://[::1%25lo]/", "http://[fe80::1%eth0]/", "http://%31%32%37.0.0.1/",
            "http://127.0.0.1%00.example.com/", "http://example.com../", "http://.example.com/", "http://a..b/",
            "http://user@example.com/", "http://user:word@127.0.0.1/", "http://example.com:0/",
            "http://example.com:65536/", "http://example.com:-1/", "http://example.com:8o/", "http:///a", "http:a",
            "/a", "", "ftp://example.com/", "file:///etc/passwd", "data:text/plain,a", "gopher://example.com/",
            "jar:http://example.com/!/", "http://exa mple.com/", "http://example.com\\a", "http://example.com/a\\b",
            "http://example.com/?a\\b",
            "http://example.com/a\tb", "http://example.com/\u007f", "http://example.com/\ud800",
            "http://[::1", "http://[1.2.3.4]/", "http://[v1.x]/", "http://-a.example/", "http://a/\r\nX: y" })
    void odd_spellings_are_no_urls_to_be_fetched(String url) {
        assertThatThrownBy(() -> GuardedUrl.parse(url)).isInstanceOfSatisfying(GuardException.class,
                e -> assertThat(e.reason()).isEqualTo(GuardException.Reason.BAD_URL));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ' ', value = { "/a␠b%20c /a%20b%20c", "/[1]|2 /[1]|2", "/ü\u0308.mp4?q=é /%C3%BC%CC%88.mp4?q=%C3%A9",
            "/100%?x=50%&y=%zz /100%?x=50%&y=%zz", "/a'b?a'b␠|[]{^} /a'b?a%27b%20|[]{^}", "/<\">`{^} /%3C%22%3E%60%7B%5E%7D",
            "/a/./b/../c?X-Amz-Signature=A%2fb%2B+c== /a/./b/../c?X-Amz-Signature=A%2fb%2B+c==", "/\u00a0 /%C2%A0" })
    void a_link_is_sent_as_a_browser_sends_it(String written, String sent) {
        GuardedUrl target = GuardedUrl.parse("https://files.example" + written.replace('␠', ' ') + "#not sent");

        assertThat(target.path()).isEqualTo(sent);
        assertThat(GuardedUrl.parse("http://a/").redirectTo("https://files.example" + written.replace('␠', ' ')).path())
                .isEqualTo(sent);
    }

    @Test
    void a_url_of_any_length_is_not_a_url_to_be_fetched() {
        String url = "http://example.com/" + "a".repeat(9000);
        assertThatThrownBy(() -> GuardedUrl.parse(url)).isInstanceOf(GuardException.class);
    }

    @ParameterizedTest(name = "{0} leads to {1}{2}")
    @CsvSource({ "/b, example.com, /b", "b, example.com, /a/b", "//other.example/c, other.example, /c",
            "http://127.0.0.1/d, 127.0.0.1, /d", "?q=1, example.com, /a/?q=1", "../c/./d/.., example.com, /c/",
            "../../../e?f, example.com, /e?f", "#g, example.com, /a/", "a b/ü, example.com, /a/a%20b/%C3%BC" })
    void a_redirect_is_read_against_where_it_came_from(String location, String host, String path) {
        GuardedUrl next = GuardedUrl.parse("http://example.com/a/").redirectTo(location);
        assertThat(next.host()).isEqualTo(host);
        assertThat(next.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = { "file:///etc/passwd", "ftp://a/", "http://0x7f.1/", "http://a b/" })
    void a_redirect_to_something_else_is_refused(String location) {
        GuardedUrl from = GuardedUrl.parse("http://example.com/");
        assertThatThrownBy(() -> from.redirectTo(location)).isInstanceOf(GuardException.class);
    }

    @Property
    void any_text_is_either_a_target_or_refused(@ForAll String text) {
        try {
            assertThat(GuardedUrl.parse("http://" + text).port()).isBetween(1, 65535);
        } catch (GuardException e) {
            assertThat(e.reason()).isEqualTo(GuardException.Reason.BAD_URL);
        }
    }
}
