package dev.zoetrope.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

import io.vertx.core.json.JsonObject;

/**
 * Asks for tasks that were acknowledged, again and again, through whatever gateway is up: an acknowledged task is always
 * known, its progress does not go back, and an end is final, but for the one exception of the contract.
 */
final class Onlooker implements Runnable, AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(4);

    private record Seen(String status, int progress, String code) {
        boolean mayBecome(Seen next) {
            if ("completed".equals(status) || "cancelled".equals(status)) {
                return status.equals(next.status);
            }
            if ("failed".equals(status)) {
                return next.equals(this) || "submission_unknown".equals(code);
            }
            return next.progress >= progress && !("processing".equals(status) && "pending".equals(next.status));
        }
    }

    private record Acknowledged(String id, String caller) {
    }

    private final Fleet fleet;
    private final Random chance;
    private final List<Acknowledged> tasks = new ArrayList<>();
    private final Map<String, Seen> last = new HashMap<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Thread thread = new Thread(this, "onlooker");
    private volatile boolean closing;

    Onlooker(ChaosPlan plan, Fleet fleet) {
        this.fleet = fleet;
        this.chance = plan.chance("onlooker", 0);
        thread.setDaemon(true);
        thread.start();
    }

    void acknowledged(String id, String caller) {
        synchronized (tasks) {
            tasks.add(new Acknowledged(id, caller));
        }
    }

    /** Sentences; empty while all is well. */
    List<String> faults() {
        return faults;
    }

    @Override
    public void run() {
        while (!closing) {
            LockSupport.parkNanos(PAUSE.toNanos());
            Acknowledged task = any();
            if (task != null) {
                look(task);
            }
        }
    }

    private Acknowledged any() {
        synchronized (tasks) {
            return tasks.isEmpty() ? null : tasks.get(chance.nextInt(tasks.size()));
        }
    }

    private void look(Acknowledged task) {
        String sync = chance.nextInt(4) == 0 ? "?sync_upstream=true" : "";
        try {
            HttpResponse<String> answer = http.send(HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + fleet.port(chance) + "/v1/tasks/" + task.id + sync))
                    .header("Authorization", "Bearer " + Fleet.key(task.caller)).timeout(Duration.ofSeconds(20)).build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                compare(task.id, new JsonObject(answer.body()));
            } else if (answer.statusCode() < 500) {
                faults.add(task.id + " was acknowledged and is answered with " + answer.statusCode());
            }
        } catch (IOException killed) {
            // The next one.
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    private void compare(String id, JsonObject task) {
        Seen now = new Seen(task.getString("status"), task.getInteger("progress"),
                task.getJsonObject("error", new JsonObject()).getString("code"));
        Seen before = last.put(id, now);
        if (before != null && !before.mayBecome(now)) {
            faults.add(id + " was " + before + " and is " + now);
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
