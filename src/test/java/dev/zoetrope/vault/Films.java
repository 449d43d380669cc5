package dev.zoetrope.vault;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.createTask;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import io.restassured.path.json.JsonPath;

/** Makes test videos, and creates tasks whose files the vault stores. */
public final class Films {
    public static final Duration PATIENCE = Duration.ofSeconds(90);

    private Films() {
    }

    /** Random bytes that begin like an MP4 file. */
    public static byte[] film(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        byte[] first = "....ftypisom".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(first, 0, bytes, 0, Math.min(size, first.length));
        return bytes;
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** Creates a task that the vendor completes with this result URL. Returns the id when the task is completed. */
    public static String completed(FakeVendor vendor, String prompt, String url) {
        return completed(vendor, prompt, Replies.completed(url));
    }

    static String completed(FakeVendor vendor, String prompt, FakeVendor.Reply word) {
        String id = createTask(prompt);
        vendor.onQuery(vendor.creates(prompt).get(0).vendorId(), word);
        await().atMost(PATIENCE).until(() -> task(id).getString("status").equals("completed"));
        return id;
    }

    static JsonPath task(String id) {
        return alice().get(TASKS + id).then().statusCode(200).extract().jsonPath();
    }

    /** Waits until the first file of the task is stored, and returns the task. */
    public static JsonPath awaitStored(String id) {
        await().atMost(PATIENCE).until(() -> task(id).getString("results[0].sha256") != null);
        return task(id);
    }
}
