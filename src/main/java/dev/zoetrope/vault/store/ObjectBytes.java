package dev.zoetrope.vault.store;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import org.reactivestreams.Subscriber;

import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object, available as soon as the first bytes arrive. It also reports a connection that breaks off in the
 * middle: the S3 client reports that only to the transformer and not to its publisher, so the subscriber would wait forever.
 */
final class ObjectBytes implements AsyncResponseTransformer<GetObjectResponse, ObjectBytes> {
    private volatile CompletableFuture<ObjectBytes> started;
    private volatile SdkPublisher<ByteBuffer> publisher;
    private volatile long length;
    private volatile Subscriber<ByteBuffer> reader;
    private volatile Throwable connectionFailure;

    /** Called at the start of each try. */
    @Override
    public CompletableFuture<ObjectBytes> prepare() {
        started = new CompletableFuture<>();
        return started;
    }

    @Override
    public void onResponse(GetObjectResponse response) {
        length = response.contentLength();
    }

    /** After this call the client does not try again. */
    @Override
    public void onStream(SdkPublisher<ByteBuffer> stream) {
        publisher = stream;
        started.complete(this);
    }

    @Override
    public void exceptionOccurred(Throwable failure) {
        if (!started.completeExceptionally(failure)) {
            connectionFailure = failure;
            forwardFailure(reader);
        }
    }

    private void forwardFailure(Subscriber<ByteBuffer> whom) {
        Throwable failure = connectionFailure;
        if (failure != null && whom != null) {
            whom.onError(failure);
        }
    }

    /** Number of bytes that the store announced. */
    long length() {
        return length;
    }

    /**
     * Passes the bytes to the subscriber. Must be called exactly once, or the connection leaks. The subscriber may get the
     * same failure twice.
     */
    void subscribe(Subscriber<ByteBuffer> subscriber) {
        reader = subscriber;
        publisher.subscribe(subscriber);
        forwardFailure(subscriber);
    }
}
