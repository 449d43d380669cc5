package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.FileServer;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import dev.zoetrope.vault.ArchiveScenario;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** The {@code X-Forwarded-Prefix} of a trusted proxy is in {@code Location} and in signed URLs. */
@QuarkusTest
@WithTestResource(ForwardedPrefixTest.BehindProxy.class)
public class ForwardedPrefixTest {
    private static final String PROXY = "127.0.0.2";
    private static final String CALLER = "127.0.0.1";
    private static final Pattern LOCATION = Pattern.compile("(?i)location: (\\S*)/v1/tasks/(\\S+)");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final FileServer FILES = new FileServer();

    /** Trusts a proxy with an address different from that of callers. */
    public static final class BehindProxy extends ArchiveScenario {
        @Override
        public Map<String, String> extraSettings() {
            return Map.of("quarkus.http.proxy.proxy-address-forwarding", "true", "quarkus.http.proxy.trusted-proxies", PROXY,
                    "quarkus.http.proxy.enable-forwarded-prefix", "true");
        }
    }

    FakeVendor vendor;

    @AfterAll
    static void close() {
        FILES.close();
    }

    /** Sends a create and matches its {@code Location}: the prefix and the id of the task. */
    private static Matcher location(String from, String prefix, String prompt) {
        String body = Calls.body(prompt);
        try (RawHttp client = new RawHttp(RestAssured.port, from)) {
            String head = client.send("POST /v1/videos/generations HTTP/1.1\r\nHost: video.example\r\nContent-Length: "
                    + body.length() + "\r\nContent-Type: application/json\r\nPrefer: respond-async\r\nX-Forwarded-Prefix: "
                    + prefix + "\r\nAuthorization: Bearer " + WithFakeVendor.ALICE + "\r\n\r\n" + body).nextHead();
            assertThat(head).startsWith("HTTP/1.1 202");
            Matcher found = LOCATION.matcher(head);
            assertThat(found.find()).as(head).isTrue();
            return found;
        }
    }

    private String link(String id, String prompt) {
        await().until(() -> vendor.creates(prompt).size() == 1);
        vendor.onQuery(vendor.creates(prompt).get(0).vendorId(),
                Replies.completed(FILES.url("/film", FileServer.film(new byte[1000]))));
        await().atMost(TIMEOUT).until(() -> alice().get(TASKS + id).path("results[0].size") != null);
        return alice().get(TASKS + id).path("results[0].url");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/videos", "videos", "/videos/" })
    void location_and_links_carry_what_the_proxy_says(String prefix) {
        Matcher location = location(PROXY, prefix, "behind " + prefix);

        assertThat(location.group(1)).isEqualTo("/videos");
        assertThat(link(location.group(2), "behind " + prefix))
                .startsWith("http://video.example/videos/v1/tasks/" + location.group(2) + "/content?");
    }

    @Test
    void what_a_caller_says_of_itself_does_not_count() {
        Matcher location = location(CALLER, "/videos", "not behind it");

        assertThat(location.group(1)).isEmpty();
        assertThat(link(location.group(2), "not behind it"))
                .startsWith("http://video.example/v1/tasks/" + location.group(2) + "/content?");
    }

    @ParameterizedTest
    @ValueSource(strings = { "//evil.example", "https://evil.example", "/a b", "/%2e", "/a?b=", "/a, /b", "/" })
    void what_is_no_plain_path_does_not_count(String prefix) {
        assertThat(location(PROXY, prefix, "odd " + prefix).group(1)).isEmpty();
    }
}
