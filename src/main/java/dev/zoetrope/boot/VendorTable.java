package dev.zoetrope.boot;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.upstream.Protocol;
import dev.zoetrope.upstream.UpstreamConfig;
import dev.zoetrope.upstream.VendorsConfig;
import dev.zoetrope.upstream.VendorsConfig.VendorSettings;
import dev.zoetrope.video.BaseUrl;
import dev.zoetrope.video.HeaderText;
import dev.zoetrope.video.Pin;

/**
 * The vendors and routes of the settings, checked and completed: what each vendor is, and which models it serves. A setting
 * that cannot work is refused; the message names it, and never shows a key.
 */
final class VendorTable {
    private static final String VENDORS = "zoetrope.vendors.";
    private static final String ROUTES = "zoetrope.routes.";
    private static final String SANDBOX = "sandbox";
    static final String UNIFIED_TASK = "unified-task";
    /** Protocols whose vendors may need no key. */
    private static final Set<String> KEYLESS = Set.of("openai-videos");
    /** The vendor whose documentation the contract follows. */
    private static final URI DEFAULT_URL = URI.create("https://api.foxapi.cc");
    private static final String FAMILY = "wan-2.7";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    /** Maximum length in characters. HTTP servers commonly accept 8 KB for all headers together. */
    private static final int MAX_KEY_LENGTH = 7_000;
    private static final int MAX_KEYS = 100;
    private static final int MAX_RUNNING = 1_000_000;
    private static final int MAX_CREATES = 10_000;
    private static final int MAX_ASKS = 100_000;

    private final Models models;
    private final List<Protocol> protocols;
    private final int defaultAsks;
    private final Map<String, Entry> vendors = new LinkedHashMap<>();
    private final Map<String, List<String>> routes = new HashMap<>();

    /**
     * A vendor.
     *
     * @param url null: the sandbox
     * @param keys empty for the sandbox
     * @param models ids of models, with the vendor's id of each
     */
    record Entry(String name, String protocol, URI url, List<String> keys, Integer running, Integer createsPerSecond,
            int asksPerSecond, Map<String, String> models) {
        boolean isSandbox() {
            return url == null;
        }

        /** Without the keys. */
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * What is known of a vendor by its name.
     *
     * @param url null: not known
     * @param limit the maximum number of running tasks, and of creates in a second; null: not known
     * @param models ids of models, with the vendor's id of each; null: not known
     */
    private record Profile(String protocol, String url, Integer limit, Integer asksPerSecond, Map<String, String> models) {
    }

    private static final Profile UNKNOWN = new Profile(UNIFIED_TASK, null, null, null, null);
    private static final Map<String, String> MODELS_OF_ALIBABA = Map.of("wan-2.7-text-to-video", "wan2.7-t2v",
            "wan-2.7-image-to-video", "wan2.7-i2v", "wan-2.7-reference-to-video", "wan2.7-r2v", "wan-2.7-video-edit",
            "wan2.7-videoedit");
    private static final Map<String, Profile> PROFILES = Map.of(
            "foxapi", new Profile(UNIFIED_TASK, DEFAULT_URL.toString(), null, null, sameIdsOfThisVersion()),
            "alibaba", new Profile("dashscope", "https://dashscope-intl.aliyuncs.com", 5, 20, MODELS_OF_ALIBABA));

    private static Map<String, String> sameIdsOfThisVersion() {
        return Models.ofThisVersion().ids().stream().collect(Collectors.toUnmodifiableMap(id -> id, id -> id));
    }

    private VendorTable(Models models, List<Protocol> protocols, int defaultAsks) {
        this.models = models;
        this.protocols = protocols;
        this.defaultAsks = defaultAsks;
    }

    /**
     * @param models all models, whoever serves them
     * @param protocols all protocols: they decide which models a sandbox serves
     * @throws IllegalStateException if a setting cannot work; names it
     */
    static VendorTable of(UpstreamConfig upstream, VendorsConfig config, Models models, List<Protocol> protocols) {
        VendorTable table = new VendorTable(models, protocols, upstream.asksPerSecond());
        Map<String, List<String>> routes = table.parseRoutes(config.routes());
        if (hasDefaultVendor(upstream)) {
            table.vendors.put(Pin.DEFAULT_VENDOR, table.defaultVendor(upstream));
        }
        new TreeMap<>(config.vendors()).forEach((key, settings) -> {
            String name = key.replace('.', '-'); // what a variable has as _ is a dot in the key
            table.vendors.put(name, table.entry(name, settings, routes));
        });
        if (table.vendors.isEmpty()) {
            table.vendors.put(Pin.DEFAULT_VENDOR, table.sandbox());
        }
        table.checkRoutes(routes);
        table.routes.putAll(routes);
        return table;
    }

    private static boolean hasDefaultVendor(UpstreamConfig upstream) {
        return upstream.url().isPresent() || upstream.key().isPresent();
    }

    /** The vendors in the order in which they are tried for a model without a route. */
    List<Entry> vendors() {
        return List.copyOf(vendors.values());
    }

    /** Names of vendors in the order in which they are tried, by the id of the model. */
    Map<String, List<String>> routes() {
        return routes;
    }

    /** Whether a vendor is configured that is not the sandbox. */
    boolean hasRealVendor() {
        return vendors.values().stream().anyMatch(vendor -> !vendor.isSandbox());
    }

    /** Whether the settings name the sandbox as a vendor. */
    boolean namesSandbox() {
        return vendors.values().stream().anyMatch(vendor -> vendor.isSandbox() && !vendor.name().equals(Pin.DEFAULT_VENDOR));
    }

    /** The models that the vendors serve. */
    Models models() {
        return models.filter(this::serves);
    }

    private boolean serves(Model model) {
        return vendors.values().stream().anyMatch(vendor -> vendor.models().containsKey(model.id())
                && (!routes.containsKey(model.id()) || routes.get(model.id()).contains(vendor.name())));
    }

    /** The maximum number of tries of one create: keys of vendors that serve the same model. */
    int maxTries() {
        int max = 1;
        for (String id : models.ids()) {
            max = Math.max(max, vendors.values().stream().filter(vendor -> vendor.models().containsKey(id))
                    .mapToInt(vendor -> Math.max(1, vendor.keys().size())).sum());
        }
        return max;
    }

    private Entry sandbox() {
        return new Entry(Pin.DEFAULT_VENDOR, UNIFIED_TASK, null, List.of(), null, null, defaultAsks, sameIds());
    }

    private Entry defaultVendor(UpstreamConfig upstream) {
        String key = upstream.key().orElseThrow(() -> new IllegalStateException(
                "zoetrope.upstream.url is set without zoetrope.upstream.key: the vendor would refuse every request"));
        checkKey("zoetrope.upstream.key", key);
        URI url = upstream.url().map(text -> parseUrl("zoetrope.upstream.url", text)).orElse(DEFAULT_URL);
        return new Entry(Pin.DEFAULT_VENDOR, UNIFIED_TASK, url, List.of(key), null, null, defaultAsks, sameIds());
    }

    /**
     * The models that a vendor serves under the gateway's ids if nothing else is known of it: the family of the documentation
     * that the contract follows, and the operator's own. The sandbox can render all of them.
     */
    private Map<String, String> sameIds() {
        Map<String, String> ids = new HashMap<>();
        for (Model model : models.all()) {
            boolean known = FAMILY.equals(model.family()) || Models.ofThisVersion().find(model.id()) != model;
            if (known) {
                ids.put(model.id(), model.id());
            }
        }
        return ids;
    }

    /** The models that a sandbox serves: those of {@link #sameIds} that its protocol can carry. */
    private Map<String, String> sameIds(String protocol) {
        Map<String, String> ids = sameIds();
        protocols.stream().filter(one -> one.name().equals(protocol))
                .forEach(one -> ids.keySet().removeIf(id -> !one.canCarry(models.find(id))));
        return ids;
    }

    private Entry entry(String name, VendorSettings settings, Map<String, List<String>> routes) {
        String prefix = VENDORS + name;
        refuseIf(!NAME.matcher(name).matches(), prefix + ": the name of a vendor has 1 to 32 lower-case letters, digits and"
                + " hyphens, and begins with a letter");
        refuseIf(name.equals(Pin.DEFAULT_VENDOR), prefix + ": the vendor with this name is that of zoetrope.upstream.url");
        Profile profile = PROFILES.getOrDefault(name, UNKNOWN);
        String url = settings.url().map(String::strip).orElse(profile.url);
        refuseIf(url == null, prefix + ".url is missing");
        boolean sandbox = url.equals(SANDBOX);
        List<String> keys = settings.keys().orElse(List.of()).stream().map(String::strip).filter(key -> !key.isEmpty())
                .distinct().toList();
        keys.forEach(key -> checkKey(prefix + ".keys", key));
        refuseIf(keys.size() > MAX_KEYS, prefix + ".keys: at most " + MAX_KEYS + " keys");
        String protocol = settings.protocol().orElse(sandbox ? UNIFIED_TASK : profile.protocol);
        refuseIf(keys.isEmpty() && !sandbox && !KEYLESS.contains(protocol),
                prefix + ".keys is missing: the vendor would refuse every request");
        return new Entry(name, protocol, sandbox ? null : parseUrl(prefix + ".url", url.replaceFirst("/api/v1/*$", "")),
                keys, number(prefix + ".running", settings.running(), 1, MAX_RUNNING, profile.limit),
                number(prefix + ".creates-per-second", settings.createsPerSecond(), 1, MAX_CREATES, profile.limit),
                number(prefix + ".asks-per-second", settings.asksPerSecond(), 0, MAX_ASKS,
                        profile.asksPerSecond == null ? Integer.valueOf(defaultAsks) : profile.asksPerSecond),
                served(name, prefix + ".models", settings, sandbox ? protocol : null, routes));
    }

    /** @param sandboxProtocol null: the vendor is not the sandbox */
    private Map<String, String> served(String name, String setting, VendorSettings settings, String sandboxProtocol,
            Map<String, List<String>> routes) {
        Map<String, String> served = new HashMap<>();
        if (!settings.models().isEmpty()) {
            settings.models().forEach((key, vendorsId) -> {
                refuseIf(vendorsId.isBlank() || vendorsId.length() > 200,
                        setting + "." + key + " must have 1 to 200 characters");
                served.put(modelId(setting + "." + key, key), vendorsId.strip());
            });
        } else if (sandboxProtocol != null) {
            served.putAll(sameIds(sandboxProtocol));
        } else if (PROFILES.containsKey(name)) {
            served.putAll(PROFILES.get(name).models);
        } else {
            routes.forEach((model, route) -> {
                if (route.contains(name)) {
                    served.put(model, model);
                }
            });
        }
        refuseIf(served.isEmpty(), VENDORS + name + " serves no model: set " + setting + " or a route");
        return served;
    }

    private Map<String, List<String>> parseRoutes(Map<String, List<String>> settings) {
        Map<String, List<String>> parsed = new HashMap<>();
        settings.forEach((key, names) -> {
            List<String> route = names.stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
            String setting = ROUTES + key;
            refuseIf(route.isEmpty(), setting + " names no vendor");
            refuseIf(new HashSet<>(route).size() != route.size(), setting + " names a vendor twice");
            refuseIf(parsed.put(modelId(setting, key), route) != null, setting + ": the model has another route");
        });
        return parsed;
    }

    private void checkRoutes(Map<String, List<String>> parsed) {
        parsed.forEach((model, route) -> route.forEach(name -> {
            Entry vendor = vendors.get(name);
            refuseIf(vendor == null, ROUTES + model + ": there is no vendor " + name + "; the vendors are "
                    + String.join(", ", vendors.keySet()));
            refuseIf(!vendor.models().containsKey(model), ROUTES + model + ": the vendor " + name
                    + " does not serve this model");
        }));
    }

    /** The id of the model that a key of a setting means: in the name of an environment variable, its separators are lost. */
    private String modelId(String setting, String key) {
        if (models.find(key) != null) {
            return key;
        }
        List<String> same = models.ids().stream().filter(id -> comparable(id).equals(comparable(key))).toList();
        refuseIf(same.size() > 1, setting + " can mean " + String.join(" and ", same));
        refuseIf(same.isEmpty(), setting + ": there is no such model; the models are " + String.join(", ", models.ids()));
        return same.get(0);
    }

    private static String comparable(String id) {
        return id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
    }

    private static Integer number(String setting, OptionalInt value, int min, int max, Integer otherwise) {
        value.ifPresent(number -> refuseIf(number < min || number > max, setting + " must be from " + min + " to " + max));
        return value.isPresent() ? Integer.valueOf(value.getAsInt()) : otherwise;
    }

    private static void checkKey(String setting, String key) {
        refuseIf(!HeaderText.isPrintableAscii(key) || key.length() > MAX_KEY_LENGTH, setting + " must be printable ASCII and at"
                + " most " + MAX_KEY_LENGTH + " characters long, because it is sent in an HTTP header");
    }

    /** @param text may end in {@code /v1}, as in the documentation of vendors */
    static URI parseUrl(String setting, String text) {
        return BaseUrl.parse(text.strip().replaceFirst("/*(/v1)?/*$", ""), false)
                .orElseThrow(() -> new IllegalStateException(setting + " must be an absolute http or https URL"
                        + " without user-info and query"));
    }

    private static void refuseIf(boolean wrong, String message) {
        if (wrong) {
            throw new IllegalStateException(message);
        }
    }
}
