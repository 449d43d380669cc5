package dev.zoetrope.store.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import io.vertx.core.Future;

/**
 * Remembers credentials until five minutes before they end. One search runs at a time. While it runs, or if it fails, the
 * old credentials are used until they end. Thread-safe.
 */
public final class CachedCredentials implements Supplier<Future<AwsCredentials>> {
    static final Duration EARLY = Duration.ofMinutes(5);

    private final Supplier<Future<AwsCredentials>> source;
    private final Clock clock;
    private AwsCredentials current;
    private Future<AwsCredentials> search;

    /** @param source does not block */
    public CachedCredentials(Supplier<Future<AwsCredentials>> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Fails with a {@link NoCredentialsException} if there are none. */
    @Override
    public synchronized Future<AwsCredentials> get() {
        Instant now = clock.instant();
        if (current != null && current.validAt(now.plus(EARLY))) {
            return Future.succeededFuture(current);
        }
        Future<AwsCredentials> running = search;
        if (running == null) {
            running = source.get();
            search = running;
            running.onComplete(found -> keep(found.succeeded() ? found.result() : null));
        }
        return current != null && current.validAt(now) ? Future.succeededFuture(current) : running;
    }

    private synchronized void keep(AwsCredentials found) {
        search = null;
        current = found == null ? current : found;
    }
}
