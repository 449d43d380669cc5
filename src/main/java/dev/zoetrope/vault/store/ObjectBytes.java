package dev.zoetrope.vault.store;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import org.reactivestreams.Subscriber;

import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object, from the moment they begin to come. Unlike the client's own publisher it also tells of a
 * connection that breaks off halfway: the client says so to the transformer only, and the reader would wait for ever.
 */
final class ObjectBytes implements AsyncResponseTransformer<GetObjectResponse, ObjectBytes> {
    private volatile CompletableFuture<ObjectBytes> begun;
    private volatile SdkPublisher<ByteBuffer> bytes;
    private volatile long length;
    private volatile Subscriber<ByteBuffer> reader;
    private volatile Throwable broken;

    /** For each try anew. */
    @Override
    public CompletableFuture<ObjectBytes> prepare() {
        begun = new CompletableFuture<>();
        return begun;
    }

    @Override
    public void onResponse(GetObjectResponse response) {
        length = response.contentLength();
    }

    /** From here on there is no other try. */
    @Override
    public void onStream(SdkPublisher<ByteBuffer> stream) {
        bytes = stream;
        begun.complete(this);
    }

    @Override
    public void exceptionOccurred(Throwable failure) {
        if (!begun.completeExceptionally(failure)) {
            broken = failure;
            tell(reader);
        }
    }

    private void tell(Subscriber<ByteBuffer> whom) {
        Throwable failure = broken;
        if (failure != null && whom != null) {
            whom.onError(failure);
        }
    }

    /** How many come. */
    long length() {
        return length;
    }

    /** Once. Whoever has them must subscribe, or the connection is lost. A failure may be told twice. */
    void subscribe(Subscriber<ByteBuffer> subscriber) {
        reader = subscriber;
        bytes.subscribe(subscriber);
        tell(subscriber);
    }
}
