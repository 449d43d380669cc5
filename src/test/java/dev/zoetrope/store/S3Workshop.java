package dev.zoetrope.store;

import java.net.URI;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import dev.zoetrope.store.aws.AwsCredentials;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.streams.WriteStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Opens stores for tests, writes files to them, serves files over HTTP, and gives direct access to the bucket. */
public final class S3Workshop implements AutoCloseable {
    static final ResultFileId NAME = new ResultFileId(new TaskId("task-unified-1700000000-abcdefgh"), 0);
    static final String TYPE = "video/mp4";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final Vertx vertx = Vertx.vertx();
    private final HttpClient http = vertx.createHttpClient();
    private final List<S3Connection> connections = new ArrayList<>();
    private final List<S3Client> clients = new ArrayList<>();
    /** The result of each {@link FileStore#send}: "sent", or the simple class name of the failure. */
    final Queue<String> sendResults = new ConcurrentLinkedQueue<>();

    FileStore store(S3Settings config) {
        S3Connection connection = new S3Connection(config, config.limits(), vertx, Clock.systemUTC());
        connections.add(connection);
        return connection.open();
    }

    Bucket bucket(S3Settings config) {
        AwsCredentials keys = AwsCredentials.lasting(config.accessKey().get(), config.secretKey().get());
        BucketClient client = new BucketClient(vertx, config, config.limits(), () -> Future.succeededFuture(keys),
                Clock.systemUTC());
        return new Bucket(client, config);
    }

    /** Another client, for direct access to the bucket. */
    S3Client client(S3Settings config) {
        S3Client client = S3Client.builder().region(Region.of(config.region())).forcePathStyle(true)
                .endpointOverride(URI.create(config.endpoint().get())).httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider
                        .create(AwsBasicCredentials.create(config.accessKey().get(), config.secretKey().get())))
                .build();
        clients.add(client);
        return client;
    }

    static <T> T await(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }

    public static <T> T await(Future<T> work) {
        try {
            return work.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** Writes the content, observing the write queue. Does not keep or discard the draft. */
    void write(byte[] content, FileStore.Draft draft) {
        Promise<Void> done = Promise.promise();
        draft.sink().exceptionHandler(done::tryFail);
        vertx.getOrCreateContext().runOnContext(there -> write(Buffer.buffer(content), 0, draft.sink(), done));
        await(done.future());
    }

    private static void write(Buffer content, int from, WriteStream<Buffer> sink, Promise<Void> done) {
        int at = from;
        while (at < content.length()) {
            int next = Math.min(content.length(), at + 60_000);
            sink.write(content.getBuffer(at, next)).onFailure(done::tryFail);
            at = next;
            if (sink.writeQueueFull()) {
                int rest = at;
                sink.drainHandler(drained -> write(content, rest, sink, done));
                return;
            }
        }
        done.tryComplete();
    }

    void storeFile(FileStore store, ResultFileId fileId, byte[] content) {
        FileStore.Draft draft = await(store.create(fileId, TYPE));
        write(content, draft);
        await(draft.commit());
    }

    /** Starts a server that answers every request with this part of a file. A failure before the head gives 404 or 503. */
    int serve(FileStore store, ResultFileId fileId, long from, long length) {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            request.response().putHeader("Content-Length", Long.toString(length));
            store.send(fileId, from, length, request.response()).subscribe().with(sent -> sendResults.add("sent"), failure -> {
                sendResults.add(failure.getClass().getSimpleName());
                if (request.response().headWritten()) {
                    request.response().reset();
                } else {
                    request.response().headers().remove("Content-Length");
                    request.response().setStatusCode(failure instanceof MissingFileException ? 404 : 503).end();
                }
            });
        });
        return await(server.listen(0, "127.0.0.1")).actualPort();
    }

    HttpClientResponse get(int port) {
        return await(http.request(HttpMethod.GET, port, "127.0.0.1", "/").compose(request -> request.send())
                .onSuccess(response -> response.pause().exceptionHandler(broken -> {
                })));
    }

    byte[] read(FileStore store, ResultFileId fileId, long from, long length) {
        HttpClientResponse response = get(serve(store, fileId, from, length));
        CompletableFuture<Buffer> body = response.body().toCompletionStage().toCompletableFuture();
        response.resume();
        Buffer whole = await(Future.fromCompletionStage(body));
        if (response.statusCode() != 200) {
            throw new IllegalStateException("answered with " + response.statusCode());
        }
        return whole.getBytes();
    }

    int status(FileStore store, ResultFileId fileId, long from, long length) {
        HttpClientResponse response = get(serve(store, fileId, from, length));
        response.resume();
        return response.statusCode();
    }

    @Override
    public void close() {
        connections.forEach(S3Connection::close);
        clients.forEach(S3Client::close);
        await(vertx.close());
    }
}
