package dev.zoetrope.store.aws;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;

/**
 * Searches for credentials in the places of the AWS SDK, in this order: system properties, environment variables, keys of the
 * profile, endpoint of the container, metadata of the instance (version 2). A source that has no credentials, or that fails,
 * is skipped.
 */
public final class CredentialChain implements Supplier<Future<AwsCredentials>> {
    /** A profile that another program changes is read again after this time, less {@link CachedCredentials#EARLY}. */
    private static final Duration PROFILE_LIFE = Duration.ofMinutes(10);
    /** Properties of a profile whose credentials come from elsewhere. Its own keys are then those of another identity. */
    private static final List<String> NOT_SUPPORTED = List.of("credential_process", "role_arn", "sso_session", "sso_start_url",
            "web_identity_token_file");
    private static final int CONNECT_MILLIS = 1_000;
    private static final int ANSWER_MILLIS = 2_000;
    private static final int MAX_ANSWER_BYTES = 64 << 10;
    private static final String METADATA = "http://169.254.169.254";
    private static final String ROLES = "/latest/meta-data/iam/security-credentials/";
    /** Hosts that may be asked without TLS: this machine, and the addresses of Amazon's containers. */
    private static final Set<String> TRUSTED_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]", "169.254.170.2",
            "169.254.170.23", "[fd00:ec2::23]");

    private final Vertx vertx;
    private final HttpClient http;
    private final Clock clock;
    private final UnaryOperator<String> properties;
    private final UnaryOperator<String> variables;

    /**
     * @param systemProperties gives a system property or null
     * @param environment gives an environment variable or null
     */
    public CredentialChain(Vertx vertx, Clock clock, UnaryOperator<String> systemProperties,
            UnaryOperator<String> environment) {
        this.vertx = vertx;
        this.clock = clock;
        this.properties = systemProperties;
        this.variables = environment;
        this.http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setKeepAlive(false));
    }

    @Override
    public Future<AwsCredentials> get() {
        Future<AwsCredentials> found = none();
        List<Supplier<Future<AwsCredentials>>> sources = List.of(
                () -> keys(properties.apply("aws.accessKeyId"), properties.apply("aws.secretAccessKey"),
                        properties.apply("aws.sessionToken"), Optional.empty()),
                () -> keys(variables.apply("AWS_ACCESS_KEY_ID"), variables.apply("AWS_SECRET_ACCESS_KEY"),
                        variables.apply("AWS_SESSION_TOKEN"), Optional.empty()),
                this::ofProfile, this::ofContainer, this::ofInstance);
        for (Supplier<Future<AwsCredentials>> source : sources) {
            found = found.recover(missing -> source.get());
        }
        return found.recover(missing -> none());
    }

    private static <T> Future<T> none() {
        return Future.failedFuture(new NoCredentialsException());
    }

    private Optional<String> setting(String property, String variable) {
        return Optional.ofNullable(properties.apply(property)).or(() -> Optional.ofNullable(variables.apply(variable)))
                .map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Future<AwsCredentials> keys(String access, String secret, String token, Optional<Instant> expires) {
        return access == null || access.isBlank() || secret == null || secret.isBlank() ? none()
                : Future.succeededFuture(new AwsCredentials(access.strip(), secret.strip(),
                        Optional.ofNullable(token).map(String::strip).filter(text -> !text.isEmpty()), expires));
    }

    private Future<AwsCredentials> ofProfile() {
        String name = setting("aws.profile", "AWS_PROFILE").orElse("default");
        return profile("aws.configFile", "AWS_CONFIG_FILE", "config", name).compose(
                config -> profile("aws.sharedCredentialsFile", "AWS_SHARED_CREDENTIALS_FILE", "credentials", name)
                        .compose(shared -> {
                            Map<String, String> profile = new HashMap<>(config);
                            profile.putAll(shared);
                            return NOT_SUPPORTED.stream().anyMatch(profile::containsKey) ? none()
                                    : keys(profile.get("aws_access_key_id"), profile.get("aws_secret_access_key"),
                                            profile.get("aws_session_token"),
                                            Optional.of(clock.instant().plus(PROFILE_LIFE)));
                        }));
    }

    private Future<Map<String, String>> profile(String property, String variable, String file, String name) {
        String home = Optional.ofNullable(variables.apply("HOME")).orElseGet(() -> properties.apply("user.home"));
        return vertx.fileSystem().readFile(setting(property, variable).orElse(home + "/.aws/" + file))
                .map(text -> Profile.read(text.toString(), name)).otherwise(Map.of());
    }

    private Future<AwsCredentials> fromJson(String text, String token) {
        JsonObject found = new JsonObject(text);
        return keys(found.getString("AccessKeyId"), found.getString("SecretAccessKey"), found.getString(token),
                Optional.ofNullable(found.getInstant("Expiration")));
    }

    /** ECS, EKS Pod Identity, and a restored snapshot of a function. */
    private Future<AwsCredentials> ofContainer() {
        Optional<String> url = setting("aws.containerCredentialsPath", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
                .map(path -> "http://169.254.170.2" + path)
                .or(() -> setting("aws.containerCredentialsFullUri", "AWS_CONTAINER_CREDENTIALS_FULL_URI")
                        .filter(CredentialChain::mayBeAsked));
        return url.isEmpty() ? none()
                : setting("aws.containerAuthorizationTokenFile", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
                        .map(file -> vertx.fileSystem().readFile(file).map(text -> Optional.of(text.toString().strip())))
                        .orElseGet(() -> Future.succeededFuture(
                                setting("aws.containerAuthorizationToken", "AWS_CONTAINER_AUTHORIZATION_TOKEN")))
                        .compose(token -> request(HttpMethod.GET, url.get(),
                                token.map(text -> MultiMap.caseInsensitiveMultiMap().add("Authorization", text))
                                        .orElseGet(MultiMap::caseInsensitiveMultiMap)))
                        .compose(text -> fromJson(text, "Token"));
    }

    private static boolean mayBeAsked(String url) {
        URI target = URI.create(url);
        return "https".equals(target.getScheme()) || TRUSTED_HOSTS.contains(target.getHost());
    }

    private Future<AwsCredentials> ofInstance() {
        if (setting("aws.disableEc2Metadata", "AWS_EC2_METADATA_DISABLED").map(Boolean::valueOf).orElse(false)) {
            return none();
        }
        String base = setting("aws.ec2MetadataServiceEndpoint", "AWS_EC2_METADATA_SERVICE_ENDPOINT").orElse(METADATA);
        return request(HttpMethod.PUT, base + "/latest/api/token",
                MultiMap.caseInsensitiveMultiMap().add("x-aws-ec2-metadata-token-ttl-seconds", "21600")).compose(token -> {
                    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("x-aws-ec2-metadata-token", token.strip());
                    return request(HttpMethod.GET, base + ROLES, headers)
                            .compose(roles -> request(HttpMethod.GET, base + ROLES + roles.lines().findFirst().orElse(""),
                                    headers))
                            .compose(text -> fromJson(text, "Token"));
                });
    }

    /** Sends a request, and a second one if the first fails. */
    private Future<String> request(HttpMethod method, String url, MultiMap headers) {
        return send(method, url, headers).recover(failed -> send(method, url, headers));
    }

    private Future<String> send(HttpMethod method, String url, MultiMap headers) {
        return http.request(new RequestOptions().setMethod(method).setAbsoluteURI(url).setHeaders(headers)
                .setIdleTimeout(ANSWER_MILLIS)).compose(request -> request.send())
                .compose(response -> response.statusCode() == 200 ? ShortBody.read(response, MAX_ANSWER_BYTES) : none());
    }
}
