package dev.zoetrope.vault;

import jakarta.inject.Singleton;

import dev.zoetrope.guard.GuardPolicy;
import dev.zoetrope.guard.GuardedClient;
import dev.zoetrope.guard.GuardedReply;
import dev.zoetrope.guard.GuardedRequest;
import dev.zoetrope.upstream.UpstreamTarget;
import dev.zoetrope.video.KeptFile;
import dev.zoetrope.video.Result;
import io.smallrye.mutiny.Uni;

/** Brings one file from the vendor into a draft of the store, and says what it is. */
@Singleton
class FileCopy {
    private final GuardedClient guard;
    private final UpstreamTarget upstream;
    private final FileStore store;
    private final VaultConfig.Vault config;

    /**
     * A file that is there as a whole, but not visible yet.
     *
     * @param draft to be kept or discarded
     */
    record Copied(FileStore.Draft draft, KeptFile file) {
    }

    FileCopy(GuardedClient guard, UpstreamTarget upstream, FileStore store, VaultConfig config) {
        this.guard = guard;
        this.upstream = upstream;
        this.store = store;
        this.config = config.vault();
    }

    /** @return fails with a {@link CopyException}; then nothing stays behind */
    Uni<Copied> copy(FileName name, Result result) {
        return near().flatMap(near -> store.create(name, FileType.of(result.contentType(), null, new byte[0]))
                .flatMap(draft -> fetched(draft, result, policy(near))))
                .onFailure().transform(CopyException::of);
    }

    /**
     * Whether the file may be on a private address: only where the upstream itself is. A link's name may be anybody's
     * choice, the upstream's is the operator's.
     */
    private Uni<Boolean> near() {
        return Uni.createFrom().deferred(() -> guard.leadsToPrivate(upstream.base().toString()))
                .onFailure().recoverWithItem(false);
    }

    private GuardPolicy policy(boolean allowPrivate) {
        return new GuardPolicy(allowPrivate, config.maxFile().asLongValue(), config.connectTimeout(), config.idleTimeout(),
                config.totalTimeout(), config.maxRedirects());
    }

    private Uni<Copied> fetched(FileStore.Draft draft, Result result, GuardPolicy policy) {
        HashingSink sink = new HashingSink(draft);
        return guard.exchange(GuardedRequest.get(result.url()), policy, sink)
                .map(reply -> new Copied(draft, judged(reply, sink, result)))
                .onFailure().call(failure -> draft.discard().onFailure().recoverWithNull());
    }

    private static KeptFile judged(GuardedReply reply, HashingSink sink, Result result) {
        if (reply.status() != 200) {
            throw CopyException.answered(reply.status());
        }
        String length = reply.headers().get("Content-Length");
        if (sink.bytes() == 0 || length != null && !length.equals(Long.toString(sink.bytes()))) {
            throw new CopyException(Setback.PASSING, "it is shorter than announced, or empty");
        }
        String encoding = reply.headers().get("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new CopyException(Setback.PASSING, "it came in an encoding nobody asked for");
        }
        return new KeptFile(FileType.of(result.contentType(), reply.headers().get("Content-Type"), sink.first()),
                sink.bytes(), sink.sha256());
    }
}
