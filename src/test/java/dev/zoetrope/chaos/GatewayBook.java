package dev.zoetrope.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What the gateways know of each task: how it stands as a caller is told over HTTP, and the prompt and the vendor's id,
 * which no caller is told, out of the ledger.
 */
final class GatewayBook {

    /**
     * @param code why it failed; null unless it has
     * @param film where its result is; null unless completed
     * @param account the vendor and the key that it names
     * @param vendorId null if the vendor gave none that was read
     */
    record Entry(String id, String prompt, String status, String code, String film, Account account, String vendorId) {

        /** Whether this task tracks the render. */
        boolean tracks(VendorBook.Create render) {
            return account.equals(render.account) && render.id.equals(vendorId);
        }

        boolean unknown() {
            return "submission_unknown".equals(code);
        }

        boolean ended() {
            return !"pending".equals(status) && !"processing".equals(status);
        }
    }

    private GatewayBook() {
    }

    /** How many tasks have no end yet, as the ledger has it. */
    static int live(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(
                        "select count(*) from task where status in ('pending', 'processing')")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Everything, by way of the gateway on this port. */
    static List<Entry> read(Database database, int port) throws SQLException, IOException, InterruptedException {
        Map<String, JsonObject> told = new HashMap<>();
        for (String caller : Wish.CALLERS) {
            list(caller, port, told);
        }
        List<Entry> entries = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("select id, request, vendor_id, vendor, vendor_key from task")) {
            while (rows.next()) {
                String id = rows.getString(1);
                entries.add(entry(id, new JsonObject(rows.getString(2)).getString("prompt"), rows.getString(3),
                        new Account(rows.getString(4), rows.getString(5)), told.getOrDefault(id, new JsonObject())));
            }
        }
        return entries;
    }

    private static Entry entry(String id, String prompt, String vendorId, Account account, JsonObject task) {
        JsonObject error = task.getJsonObject("error", new JsonObject());
        JsonArray results = task.getJsonArray("results", new JsonArray());
        return new Entry(id, prompt, task.getString("status", "not told"), error.getString("code"),
                results.isEmpty() ? null : results.getJsonObject(0).getString("url"), account, vendorId);
    }

    private static void list(String caller, int port, Map<String, JsonObject> told)
            throws IOException, InterruptedException {
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String after = "";
        while (after != null) {
            JsonObject page = new JsonObject(http.send(HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/tasks?limit=100" + after))
                    .header("Authorization", "Bearer " + Fleet.key(caller)).build(), BodyHandlers.ofString()).body());
            JsonArray tasks = page.getJsonArray("data");
            tasks.forEach(task -> told.put(((JsonObject) task).getString("id"), (JsonObject) task));
            after = page.getBoolean("has_more") ? "&after=" + tasks.getJsonObject(tasks.size() - 1).getString("id")
                    : null;
        }
    }
}
