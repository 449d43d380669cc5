package dev.zoetrope.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.FakeVendor.Reply;
import dev.zoetrope.fake.Replies;

/**
 * The law of the paid POST as a table: how the vendor answers the only create it receives, the immediate response to the
 * caller, and the state of the task after a time in which it could have been resent.
 */
final class LawTable {
    private static final String GATEWAY_ERROR = "service_unavailable_error";

    private LawTable() {
    }

    /**
     * @param when name of the row: the vendor's answer
     * @param http HTTP status of the response to the caller
     * @param type the {@code error.type} of that response, which is an error or a failed task; null for a task without error
     * @param end status of the task afterwards
     * @param code {@code error.code} of the response and of the task afterwards; null for a task without error
     */
    record Row(String when, Reply reply, int http, String type, String code, String end) {
        @Override
        public String toString() {
            return when;
        }
    }

    /**
     * The vendor defers the create and accepts the resend.
     *
     * @param when name of the row: the vendor's answer
     * @param atOnce whether the gateway's short back-off applies, and not the vendor's {@code Retry-After}
     * @param inTime whether {@code Retry-After} is so short that a test can wait for the resend
     */
    record Deferral(String when, Reply reply, boolean atOnce, boolean inTime) {
        @Override
        public String toString() {
            return when;
        }
    }

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>(List.of(
                accepted("accepted", Replies.accepted()),
                accepted("201 with an id", Replies.raw(201, "{\"id\":\"id-of-201\",\"status\":\"queued\"}")),
                accepted("an id and nothing else", Replies.raw(200, "{\"id\":\"id-alone\"}")),
                accepted("an id that is a number", Replies.raw(200, "{\"id\":1757165031,\"status\":\"pending\"}")),
                unknown("accepted, then reset", Replies.reset()),
                unknown("accepted, then silence", Replies.silence()),
                unknown("slow headers", Replies.slowHead()),
                unknown("a body byte by byte", Replies.dribble()),
                unknown("half a body", Replies.halfABody()),
                unknown("a body over the limit", Replies.endless(3 << 20)),
                unknown("200 with HTML", Replies.raw(200, "<html>ok</html>", "Content-Type", "text/html")),
                unknown("200 with half a JSON", Replies.raw(200, "{\"id\":\"vendor-1\",")),
                unknown("200 without id", Replies.raw(200, "{\"status\":\"pending\"}")),
                unknown("200 with a blank id", Replies.raw(200, "{\"id\":\" \"}")),
                unknown("200 with an id nobody can ask for", Replies.raw(200, "{\"id\":{\"value\":7}}")),
                unknown("200 with a list", Replies.raw(200, "[]")),
                unknown("200 and empty", Replies.raw(200, "")), unknown("204", Replies.raw(204, "")),
                unknown("a redirect that keeps the method", Replies.raw(307, "", "Location", "/v1/videos/generations")),
                unknown("503 with Retry-After", Replies.raw(503, "", "Retry-After", "1")),
                unknown("500 with a refusal's code", Replies.error(500, "invalid_request_error", "bad_image", "Bad.")),
                refused(400, "invalid_request_error", "bad_image"), refused(402, "insufficient_quota", "no_balance"),
                refused(404, "not_found", "gone"), refused(405, "invalid_request_error", "method"),
                refused(406, "invalid_request_error", "accept"), refused(413, "invalid_request_error", "large"),
                refused(415, "invalid_request_error", "type"), refused(422, "invalid_request_error", "moderation"),
                refusedWithReason(422, "{\"error\":\"No.\"}"), refusedWithReason(400, "{\"detail\":\"No.\"}"),
                refusedWithReason(422, "{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"No.\"}]}"),
                accepted("an answer in gzip", Replies.packed(200, "{\"id\":\"id-in-gzip\",\"status\":\"pending\"}")),
                new Row("422 in gzip", Replies.packed(422, "{\"error\":{\"code\":\"bad_image\",\"message\":\"Bad.\"}}"), 422,
                        "invalid_request_error", "bad_image", "failed"),
                unknown("200 with a bomb in gzip", Replies.packed(200, "{\"id\":\"id-1\"}" + " ".repeat(20 << 20))),
                unknown("200 with broken gzip", Replies.raw(200, "{\"id\":\"id-2\"}", "Content-Encoding", "gzip")),
                unknown("200 in an encoding nobody knows", Replies.raw(200, "~~~", "Content-Encoding", "own")),
                new Row("402 that names no type", Replies.raw(402, "{\"error\":{\"code\":7,\"message\":\"No money.\"}}"),
                        402, "insufficient_quota", "7", "failed")));
        for (int status : new int[] { 301, 302, 303, 304, 308, 408, 409, 410, 418, 425, 451, 499, 500, 501, 502, 503, 504,
                520, 524 }) {
            rows.add(unknown(status + " without an envelope", Replies.raw(status, "")));
        }
        for (int status : new int[] { 408, 409, 500, 502, 503, 504 }) {
            rows.add(unknown(status + " with an envelope", Replies.error(status, "server_error", "x", "Oops.")));
        }
        for (int status : new int[] { 400, 402, 404, 405, 406, 413, 415, 422 }) {
            rows.add(new Row(status + " without an envelope", Replies.raw(status, "<html>cdn-secret</html>"), 502,
                    GATEWAY_ERROR, "upstream_refused", "failed"));
        }
        for (int status : new int[] { 401, 403 }) {
            rows.add(keyRefused(status + " with an envelope", Replies.error(status, "authentication_error", "bad_key",
                    "Key " + FakeVendor.KEY + " is unknown.")));
        }
        rows.add(keyRefused("401 without an envelope", Replies.raw(401, "cdn-secret")));
        rows.add(new Row("403 with a CDN's page", Replies.raw(403, "<html>cdn-secret</html>"), 502, GATEWAY_ERROR,
                "upstream_refused", "failed"));
        return rows;
    }

    static Stream<Deferral> waits() {
        Reply noChannel = Replies.error(503, "server_error", "no_compatible_channel", "No channel.");
        return Stream.of(new Deferral("429 without Retry-After", Replies.raw(429, ""), true, true),
                new Deferral("429 with HTML", Replies.raw(429, "<html>slow down</html>"), true, true),
                new Deferral("429 now", Replies.raw(429, "", "Retry-After", "0"), true, true),
                new Deferral("429 with a date gone by", Replies.deferredUntil(Duration.ofDays(-1)), true, true),
                new Deferral("429 with nonsense", Replies.raw(429, "", "Retry-After", "soon"), true, true),
                new Deferral("429 in negative seconds", Replies.raw(429, "", "Retry-After", "-5"), true, true),
                new Deferral("no_compatible_channel", noChannel, true, true),
                new Deferral("no_compatible_channel as 400", Replies.error(400, "x", "no_compatible_channel", "No."), true,
                        true),
                new Deferral("429 in seconds", Replies.raw(429, "", "Retry-After", "2"), false, true),
                new Deferral("429 with a date", Replies.deferredUntil(Duration.ofSeconds(3)), false, true),
                new Deferral("429 with an envelope", Replies.error(429, "rate_limit_error", "rpm", "Slow.", "Retry-After",
                        "2"), false, true),
                new Deferral("no_compatible_channel in seconds", Replies.error(503, "server_error",
                        "no_compatible_channel", "No channel.", "Retry-After", "2"), false, true),
                new Deferral("429 in absurd seconds", Replies.raw(429, "", "Retry-After", "99999999999999999999"), false,
                        false),
                new Deferral("429 with an absurd date", Replies.raw(429, "", "Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT"),
                        false, false));
    }

    private static Row accepted(String when, Reply reply) {
        return new Row(when, reply, 200, null, null, "processing");
    }

    private static Row unknown(String when, Reply reply) {
        return new Row(when, reply, 200, "task_error", "submission_unknown", "failed");
    }

    private static Row refused(int status, String type, String code) {
        return new Row(status + " with an envelope", Replies.error(status, type, code, "The vendor's words."), status,
                type, code, "failed");
    }

    private static Row refusedWithReason(int status, String body) {
        return new Row(status + " with " + body.replace('"', '\''), Replies.raw(status, body), status, "invalid_request_error",
                "upstream_refused", "failed");
    }

    private static Row keyRefused(String when, Reply reply) {
        return new Row(when, reply, 502, GATEWAY_ERROR, "upstream_key_refused", "failed");
    }
}
