package dev.zoetrope.vault.copy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import dev.zoetrope.guard.GuardException;
import dev.zoetrope.guard.GuardPolicy;
import dev.zoetrope.guard.GuardedClient;
import dev.zoetrope.guard.GuardedReply;
import dev.zoetrope.guard.GuardedRequest;
import dev.zoetrope.store.CopyException;
import dev.zoetrope.store.CopyFailureKind;
import dev.zoetrope.store.DiskSpace;
import dev.zoetrope.store.FileStore;
import dev.zoetrope.store.FileType;
import dev.zoetrope.store.HashingSink;
import dev.zoetrope.store.ResultFileId;
import dev.zoetrope.upstream.Vendors;
import dev.zoetrope.vault.CopyLimits;
import dev.zoetrope.vault.VaultConfig;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.StoredFile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/** Fetches files from the vendor. Downloads one into a draft of the store, and determines its type, size and SHA-256. */
@Singleton
public class FileCopy {
    /** For a connection to the vendor's file server, TCP and TLS together. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** A URL of an object store needs one or two. */
    private static final int MAX_REDIRECTS = 5;

    private final GuardedClient guard;
    private final Vendors upstream;
    private final FileStore store;
    private final VaultConfig.Vault config;
    private final CopyLimits limits;
    private final Set<String> privateHosts;
    private final Optional<String> publicHost;

    /**
     * A file that is copied completely, but not visible yet.
     *
     * @param draft the code that gets it must commit or discard it
     */
    public record CopiedFile(FileStore.Draft draft, StoredFile file) {
    }

    public FileCopy(GuardedClient guard, Vendors upstream, FileStore store, VaultConfig config, CopyLimits limits) {
        this.guard = guard;
        this.upstream = upstream;
        this.store = store;
        this.config = config.vault();
        this.limits = limits;
        this.privateHosts = config.vault().privateHosts().orElse(Set.of()).stream().map(FileCopy::normalize)
                .collect(Collectors.toUnmodifiableSet());
        this.publicHost = config.publicUrl().map(FileCopy::host);
    }

    /**
     * Copies one file.
     *
     * @param pin the vendor of the task; null: the default vendor
     * @return the copied file; the Uni fails with a {@link CopyException}, and then the draft is removed
     */
    public Uni<CopiedFile> copy(ResultFileId fileId, Result result, Pin pin) {
        return privateUpstream(pin).flatMap(privateUpstream -> {
            GuardedRequest request = request(result, pin, Map.of()); // before the draft, which a failure would leave behind
            return store.create(fileId, FileType.ofContentType(result.contentType())).flatMap(draft -> fetch(draft, request,
                    privateUpstream, Math.min(config.maxFile().asLongValue(), store.freeBytes())));
        }).onFailure().transform(CopyException::of);
    }

    /**
     * Fetches one file without a copy of it.
     *
     * @param pin the vendor of the task; null: the default vendor
     * @param headers further headers of the request
     * @param sinks gives the sink when the head of the response has arrived; if it throws, the fetch ends
     * @return the response, after the sink has written all; the sink stays open
     */
    public Uni<GuardedReply> stream(Result result, Pin pin, Map<String, String> headers,
            Function<GuardedReply, WriteStream<Buffer>> sinks) {
        return privateUpstream(pin).flatMap(privateUpstream -> guard.exchange(request(result, pin, headers),
                policy(privateUpstream, config.maxFile().asLongValue()), sinks));
    }

    /**
     * The host of the vendor if it is on a private address, else an empty text. If so, files on the upstream's own host may be
     * on one too. Other hosts
     * may not: a result URL is untrusted, while the upstream URL and {@code zoetrope.vault.private-hosts} are operator
     * configuration. Empty if this cannot be determined.
     */
    private Uni<String> privateUpstream(Pin pin) {
        return Uni.createFrom().deferred(() -> {
            String base = upstream.base(pin).orElseThrow().toString();
            return guard.isPrivate(base).map(isPrivate -> isPrivate ? host(base) : "");
        }).onFailure().recoverWithItem("");
    }

    private static String host(String url) {
        return normalize(URI.create(url).getHost());
    }

    /** The host in the form that {@link GuardPolicy#allowPrivate} gets: lower case, without a trailing dot. */
    private static String normalize(String host) {
        String lower = host.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private GuardPolicy policy(String privateUpstream, long maxBytes) {
        Set<String> hosts = new HashSet<>(privateHosts);
        if (!privateUpstream.isEmpty()) {
            hosts.add(privateUpstream);
            publicHost.filter(any -> upstream.hasSandbox()).ifPresent(hosts::add); // the sandbox's result URLs may name it
        }
        return new GuardPolicy(hosts::contains, maxBytes, CONNECT_TIMEOUT, limits.idleTimeout(),
                limits.totalTimeout(), MAX_REDIRECTS);
    }

    /** With the gateway's key if the vendor demands it; the guard does not send it to another host. */
    private GuardedRequest request(Result result, Pin pin, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        upstream.authorizationFor(pin, result.url()).ifPresent(value -> all.put("Authorization", value));
        return GuardedRequest.get(result.url(), all);
    }

    private Uni<CopiedFile> fetch(FileStore.Draft draft, GuardedRequest request, String privateUpstream, long maxBytes) {
        HashingSink sink = new HashingSink(draft);
        return guard.exchange(request, policy(privateUpstream, maxBytes), sink)
                .map(reply -> new CopiedFile(draft, validate(reply, sink)))
                .onFailure(failure -> isTooLarge(failure) && maxBytes < config.maxFile().asLongValue())
                .transform(
                        failure -> DiskSpace.noSpace("no space is left (zoetrope.vault.reserve, zoetrope.vault.max-total)"))
                .onFailure().call(failure -> draft.discard().onFailure().recoverWithNull());
    }

    private static boolean isTooLarge(Throwable failure) {
        return failure instanceof GuardException refused && refused.reason() == GuardException.Reason.TOO_LARGE;
    }

    private static StoredFile validate(GuardedReply reply, HashingSink sink) {
        if (reply.status() != 200) {
            throw CopyException.forStatus(reply.status());
        }
        String length = reply.headers().get("Content-Length");
        if (sink.bytes() == 0) {
            throw new CopyException(CopyFailureKind.REFUSED, "the file is empty");
        }
        if (length != null && !length.equals(Long.toString(sink.bytes()))) {
            throw new CopyException(CopyFailureKind.PASSING, "the size of the file differs from its Content-Length");
        }
        String encoding = reply.headers().get("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new CopyException(CopyFailureKind.PASSING, "the Content-Encoding of the file is not supported");
        }
        String type = FileType.detect(sink.firstBytes());
        if (type.equals(FileType.UNKNOWN) && FileType.isText(sink.firstBytes())) {
            throw new CopyException(CopyFailureKind.REFUSED, "the file is text and not a video, perhaps an error page");
        }
        return new StoredFile(type, sink.bytes(), sink.sha256());
    }
}
