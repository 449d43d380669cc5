package dev.zoetrope.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.model.Models;
import dev.zoetrope.upstream.UpstreamConfig;
import dev.zoetrope.upstream.VendorsConfig;
import dev.zoetrope.upstream.dashscope.TheDashScope;
import dev.zoetrope.upstream.openai.TheOpenAiVideos;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** What the settings of vendors and routes mean, and which of them refuse the start. */
class VendorTableTest {
    private static final String WAN = "wan-2.7-image-to-video";

    private static SmallRyeConfigBuilder builder() {
        return new SmallRyeConfigBuilder().addDiscoveredConverters().addDefaultInterceptors()
                .withInterceptors(new SecretSettings()).withMapping(UpstreamConfig.class).withMapping(VendorsConfig.class)
                .withValidateUnknown(false);
    }

    private static VendorTable table(SmallRyeConfig config) {
        return VendorTable.of(config.getConfigMapping(UpstreamConfig.class), config.getConfigMapping(VendorsConfig.class),
                Models.ofThisVersion(), List.of(TheDashScope.protocol(), TheOpenAiVideos.protocol()));
    }

    /** @param settings names and values in turn, without the prefix {@code zoetrope.} */
    private static VendorTable table(String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put("zoetrope." + settings[i], settings[i + 1]);
        }
        return table(builder().withSources(new PropertiesConfigSource(properties, "test", 300)).build());
    }

    private static VendorTable ofEnvironment(Map<String, String> environment) {
        return table(builder().withSources(new EnvConfigSource(environment, 300)).build());
    }

    @Test
    void without_settings_the_sandbox_is_the_default_vendor() {
        VendorTable table = table();

        assertThat(table.vendors()).singleElement().satisfies(vendor -> {
            assertThat(vendor.name()).isEqualTo("default");
            assertThat(vendor.isSandbox()).isTrue();
            assertThat(vendor.models()).containsKey(WAN).containsKey("wan-2.7-video-edit").hasSize(4);
        });
        assertThat(table.hasRealVendor()).isFalse();
        assertThat(table.namesSandbox()).isFalse();
    }

    @Test
    void the_short_settings_are_a_vendor_of_one_family() {
        VendorTable table = table("upstream.key", "a-key");

        assertThat(table.vendors()).singleElement().satisfies(vendor -> {
            assertThat(vendor.protocol()).isEqualTo("unified-task");
            assertThat(vendor.url()).isEqualTo(URI.create("https://api.foxapi.cc"));
        });
        assertThat(table.models().ids()).hasSize(4).contains("wan-2.7-video-edit");
    }

    @Test
    void a_key_is_all_that_a_known_vendor_needs() {
        VendorTable table = table("vendors.alibaba.keys", "one, two", "vendors.foxapi.keys", "three");

        assertThat(table.vendors()).extracting(VendorTable.Entry::name).containsExactly("alibaba", "foxapi");
        assertThat(table.vendors().get(0)).satisfies(alibaba -> {
            assertThat(alibaba.protocol()).isEqualTo("dashscope");
            assertThat(alibaba.keys()).containsExactly("one", "two");
            assertThat(alibaba.running()).isEqualTo(5);
            assertThat(alibaba.models()).containsEntry(WAN, "wan2.7-i2v").hasSize(4);
        });
        assertThat(table.models().ids()).contains("veo-3.1", WAN);
        assertThat(table.maxTries()).isEqualTo(3);
    }

    @Test
    void a_vendor_serves_its_models_else_what_routes_give_it() {
        VendorTable table = table("vendors.a.url", "http://a.example/v1", "vendors.a.keys", "k",
                "vendors.a.models.\"" + WAN + "\"",
                "their-id", "vendors.b.url", "http://b.example", "vendors.b.keys", "k", "routes.\"" + WAN + "\"", "b,a");

        assertThat(table.vendors().get(0).models()).isEqualTo(Map.of(WAN, "their-id"));
        assertThat(table.vendors().get(1).models()).isEqualTo(Map.of(WAN, WAN));
        assertThat(table.routes()).isEqualTo(Map.of(WAN, List.of("b", "a")));
        assertThat(table.models().ids()).containsExactly(WAN);
    }

    @Test
    void a_sandbox_serves_what_its_protocol_can_carry_under_the_ids_of_the_gateway() {
        VendorTable table = table("vendors.u.url", "sandbox", "vendors.d.url", "sandbox", "vendors.d.protocol", "dashscope",
                "vendors.o.url", "sandbox", "vendors.o.protocol", "openai-videos");

        assertThat(table.vendors()).extracting(VendorTable.Entry::name).containsExactly("d", "o", "u");
        assertThat(table.vendors().get(0).models()).isEqualTo(table.vendors().get(2).models()).hasSize(4)
                .containsEntry(WAN, WAN);
        assertThat(table.vendors().get(1).models().keySet()).containsExactlyInAnyOrder(WAN, "wan-2.7-text-to-video");
    }

    @Test
    void the_names_of_variables_work() {
        VendorTable table = ofEnvironment(Map.of("ZOETROPE_VENDORS_ALIBABA_KEYS", "one", "ZOETROPE_VENDORS__OWN_GPU__URL",
                "http://gpu:8000", "ZOETROPE_VENDORS__OWN_GPU__KEYS", "k",
                "ZOETROPE_ROUTES__WAN_2_7_IMAGE_TO_VIDEO_", "own-gpu,alibaba"));

        assertThat(table.vendors()).extracting(VendorTable.Entry::name).containsExactly("alibaba", "own-gpu");
        assertThat(table.routes()).isEqualTo(Map.of(WAN, List.of("own-gpu", "alibaba")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "vendors.a.keys=k|zoetrope.vendors.a.url is missing",
            "vendors.a.url=http://a.example|zoetrope.vendors.a.keys is missing",
            "vendors.a.url=a.example;vendors.a.keys=k|zoetrope.vendors.a.url must be an absolute",
            "vendors.a.url=http://a.example;vendors.a.keys=k|zoetrope.vendors.a serves no model",
            "vendors.A.url=http://a.example;vendors.A.keys=k|zoetrope.vendors.A: the name of a vendor",
            "vendors.default.url=http://a.example;vendors.default.keys=k|zoetrope.vendors.default: the vendor with this name",
            "vendors.foxapi.keys=k-secret\u00e4|zoetrope.vendors.foxapi.keys must be printable",
            "vendors.foxapi.keys=k;vendors.foxapi.running=0|zoetrope.vendors.foxapi.running must be from 1",
            "vendors.foxapi.keys=k;vendors.foxapi.creates-per-second=-1|zoetrope.vendors.foxapi.creates-per-second must",
            "vendors.foxapi.keys=k;vendors.foxapi.models.wan-3=x|zoetrope.vendors.foxapi.models.wan-3: there is no such model",
            "vendors.foxapi.keys=k;routes.wan-3=foxapi|zoetrope.routes.wan-3: there is no such model",
            "vendors.foxapi.keys=k;routes.sora-2=fox|zoetrope.routes.sora-2: there is no vendor fox; the vendors are foxapi",
            "vendors.alibaba.keys=k;routes.sora-2=alibaba|zoetrope.routes.sora-2: the vendor alibaba does not serve",
            "vendors.foxapi.keys=k;routes.sora-2=foxapi,foxapi|zoetrope.routes.sora-2 names a vendor twice" })
    void what_cannot_work_is_refused_by_name(String settings, String reason) {
        String[] namesAndValues = settings.split("[=;]", -1);

        assertThatThrownBy(() -> table(namesAndValues)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(reason).hasMessageNotContaining("k-secret");
    }
}
