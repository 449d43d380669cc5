package dev.zoetrope.fake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.vertx.core.json.JsonObject;

/** A reader of server-sent events, on a connection and a thread of its own. */
public final class EventReader implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;
    private static final Event END = new Event(null, null, null);
    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile int comments; // written by one thread
    private volatile String retry;
    private volatile boolean inOrder;

    /**
     * An event as it came.
     *
     * @param id the cursor
     */
    public record Event(String name, String id, JsonObject task) {
        boolean isEnd() {
            return name == null && task == null;
        }

        public String status() {
            return task.getString("status");
        }

        public String taskId() {
            return task.getString("id");
        }
    }

    private EventReader(HttpResponse<InputStream> response) {
        this.response = response;
        Thread thread = new Thread(this::read, "event-reader");
        thread.setDaemon(true);
        thread.start();
    }

    /** @param lastEventId null: none */
    public static EventReader open(int port, String path, String key, String lastEventId) {
        return open(HttpClient.Version.HTTP_1_1, port, path, key, lastEventId);
    }

    public static EventReader open(HttpClient.Version version, int port, String path, String key, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            return new EventReader(HttpClient.newBuilder().version(version).build().send(request.build(),
                    HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public int status() {
        return response.statusCode();
    }

    public HttpClient.Version version() {
        return response.version();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    /** The next event; fails if none comes, or the stream ends. */
    public Event next() {
        Event event = poll(PATIENCE_SECONDS * 1000L);
        if (event == null || event.isEnd()) {
            throw new AssertionError(event == null ? "no event came" : "the stream has ended");
        }
        return event;
    }

    /** The next event; null if none comes so soon. */
    public Event poll(long millis) {
        try {
            Event event = events.poll(millis, TimeUnit.MILLISECONDS);
            if (event != null && event.isEnd()) {
                events.add(END);
            }
            return event;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads on until this is told of this task. */
    public Event until(String taskId, String status) {
        while (true) {
            Event event = next();
            if (event.taskId().equals(taskId) && event.status().equals(status)) {
                return event;
            }
        }
    }

    /** Waits for the end. */
    public boolean ends() {
        for (Event event = poll(PATIENCE_SECONDS * 1000L); event != null; event = poll(PATIENCE_SECONDS * 1000L)) {
            if (event.isEnd()) {
                return true;
            }
        }
        return false;
    }

    /** Whether it has ended as a response should, and not with its connection. */
    public boolean inOrder() {
        return inOrder;
    }

    public int comments() {
        return comments;
    }

    /** The last word on when to come again. */
    public String retry() {
        return retry;
    }

    private void read() {
        String name = null;
        String id = null;
        String data = null;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (data != null) {
                        events.add(new Event(name, id, new JsonObject(data)));
                    }
                    name = null;
                    data = null;
                } else if (line.startsWith(":")) {
                    comments++;
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.startsWith("retry: ")) {
                    retry = line.substring(7);
                }
            }
            inOrder = true;
        } catch (IOException cut) {
            inOrder = false;
        }
        events.add(END);
    }

    /** Hangs up. */
    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
