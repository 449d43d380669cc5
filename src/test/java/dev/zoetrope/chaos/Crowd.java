package dev.zoetrope.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import dev.zoetrope.chaos.Wish.Told;
import dev.zoetrope.fake.RawHttp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The callers: each brings its wish until it is told, in its {@link Manner}, and notes every word. */
final class Crowd {
    private static final Duration LONG = Duration.ofSeconds(20);
    /** As in the official SDKs: half a second, doubling, a quarter of it left to chance; theirs doubles for longer. */
    private static final Duration BACK_OFF = Duration.ofMillis(500);
    private static final int DOUBLINGS = 2;
    private static final int IMPATIENT_TRIES = 2;
    private static final int MOST_TRIES = 60;

    private final ChaosPlan plan;
    private final Fleet fleet;
    private final Onlooker onlooker;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();

    Crowd(ChaosPlan plan, Fleet fleet, Onlooker onlooker) {
        this.plan = plan;
        this.fleet = fleet;
        this.onlooker = onlooker;
    }

    /** Ends when the caller knows, or has given up as its manner is. */
    void bring(Wish wish) {
        Random chance = plan.chance("caller", wish.number());
        if (wish.manner() == Manner.FORGETFUL) {
            forget(wish, chance);
            return;
        }
        int tries = wish.manner().repeats() ? MOST_TRIES : 1;
        for (int count = 0; count < tries; count++) {
            Told told = ask(wish, count, chance);
            wish.told(told);
            if (told.status() == 200) {
                onlooker.acknowledged(told.id(), wish.caller());
            }
            if (told.status() == 200 || (told.status() >= 400 && told.status() < 429) || told.status() == 502) {
                return;
            }
            if (wish.manner() == Manner.IMPATIENT && count == 0 && chance.nextBoolean()) {
                continue; // at once, so that both may be written down at two gateways at the same time
            }
            double backOff = BACK_OFF.toNanos() * (double) (1 << Math.min(count, DOUBLINGS));
            LockSupport.parkNanos((long) (backOff * (1 - chance.nextDouble() / 4)));
        }
    }

    private Told ask(Wish wish, int count, Random chance) {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + fleet.port(chance) + "/v1/videos/generations"))
                .header("Authorization", "Bearer " + Fleet.key(wish.caller())).header("Content-Type", "application/json")
                .timeout(patience(wish, count, chance)).POST(BodyPublishers.ofString(body(wish)));
        if (wish.manner() == Manner.KEYED) {
            request.header("Idempotency-Key", plan.seed() + "/" + wish.number());
        } else {
            request.header("x-stainless-retry-count", String.valueOf(count));
        }
        long began = System.nanoTime();
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return new Told(answer.statusCode(),
                    answer.statusCode() == 200 ? new JsonObject(answer.body()).getString("id") : null, began,
                    System.nanoTime());
        } catch (IOException lost) {
            return new Told(0, null, began, System.nanoTime());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration patience(Wish wish, int count, Random chance) {
        return wish.manner() == Manner.IMPATIENT && count < IMPATIENT_TRIES
                ? Duration.ofMillis(1 + chance.nextInt(60))
                : LONG;
    }

    private void forget(Wish wish, Random chance) {
        try (RawHttp connection = new RawHttp(fleet.port(chance))) {
            connection.send(RawHttp.create(Fleet.key(wish.caller()), body(wish)));
            LockSupport.parkNanos(chance.nextInt(20_000_000));
            connection.reset();
        } catch (RuntimeException killed) {
            // It never wanted to know.
        }
    }

    private static String body(Wish wish) {
        return new JsonObject().put("model", "wan-2.7-image-to-video")
                .put("image_urls", new JsonArray().add("https://example.com/start.jpg"))
                .put("prompt", wish.prompt()).encode();
    }
}
