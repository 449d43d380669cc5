package dev.zoetrope.ledger.task;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.StoredFile;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskState;

/**
 * The stored form of a state: the value of the column {@code state}, and the JSON of the members without a column of their
 * own. The vendor's id, the progress and the estimate have columns.
 */
final class StateCodec {
    private static final String PENDING = "pending";
    static final String SENDING = "sending";
    private static final String RUNNING = "running";
    private static final String COMPLETED = "completed";
    static final String FAILED = "failed";
    private static final String CANCELLED = "cancelled";

    private StateCodec() {
    }

    /** The value of the column {@code state}. */
    static String stateValue(TaskState state) {
        if (state instanceof TaskState.Running) {
            return RUNNING;
        }
        if (state instanceof TaskState.Sending) {
            return SENDING;
        }
        return state.status().value(); // every other state has a status of its own
    }

    /** The JSON; null if the state has no member to store. */
    static String write(TaskState state) {
        if (state instanceof TaskState.Running running) {
            return JsonText.write(json -> {
                json.writeNumberField("accepted_at", running.acceptedAt().toEpochMilli());
                json.writeBooleanField("started", running.started());
                if (running.emptySince() != null) {
                    json.writeNumberField("empty_since", running.emptySince().toEpochMilli());
                }
                JsonText.string(json, "usage", running.usage());
            });
        }
        if (state instanceof TaskState.Completed completed) {
            return JsonText.write(json -> {
                results(json, completed.results());
                JsonText.string(json, "usage", completed.usage());
            });
        }
        if (state instanceof TaskState.Failed failed) {
            return JsonText.write(json -> {
                json.writeStringField("code", failed.error().code());
                JsonText.string(json, "message", failed.error().message());
                JsonText.string(json, "usage", failed.usage());
                if (failed.refusal() != null) {
                    json.writeFieldName("refusal");
                    refusal(json, failed.refusal());
                }
            });
        }
        return state.usage() == null ? null : JsonText.write(json -> json.writeStringField("usage", state.usage()));
    }

    private static void refusal(JsonGenerator json, Failure refusal) throws IOException {
        json.writeStartObject();
        json.writeNumberField("status", refusal.status());
        json.writeStringField("type", refusal.type());
        JsonText.string(json, "code", refusal.code());
        JsonText.string(json, "message", refusal.message());
        json.writeEndObject();
    }

    private static void results(JsonGenerator json, List<Result> results) throws IOException {
        json.writeArrayFieldStart("results");
        for (Result result : results) {
            json.writeStartObject();
            json.writeStringField("url", result.url());
            JsonText.string(json, "content_type", result.contentType());
            if (result.hidden()) {
                json.writeBooleanField("hidden", true);
            }
            if (result.copy() != null) {
                json.writeStringField("kept_type", result.copy().contentType());
                json.writeNumberField("kept_size", result.copy().size());
                json.writeStringField("kept_sha256", result.copy().sha256());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /**
     * Reads a stored state.
     *
     * @param estimate seconds; null for none
     * @param detail the JSON; null for none
     * @throws IllegalStateException if the state is unknown or the JSON unreadable; the message quotes no stored content
     */
    static TaskState read(String value, String vendorId, int progress, Integer estimate, String detail) {
        Detail parsed = new Detail();
        if (detail != null) {
            JsonText.read(detail, parsed::readMember);
        }
        return switch (value) {
            case PENDING -> new TaskState.Pending();
            case SENDING -> new TaskState.Sending();
            case RUNNING -> new TaskState.Running(vendorId, parsed.acceptedAt, parsed.started, progress, estimate, parsed.usage,
                    parsed.emptySince);
            case COMPLETED -> new TaskState.Completed(vendorId, parsed.results, parsed.usage);
            case FAILED -> new TaskState.Failed(vendorId, progress, parsed.usage, new TaskError(parsed.code, parsed.message),
                    parsed.refusal());
            case CANCELLED -> new TaskState.Cancelled(vendorId, progress, parsed.usage);
            default -> throw new IllegalStateException("a stored state is unknown to this version");
        };
    }

    /** The values read so far. Unknown members, from a later version, are skipped. */
    private static final class Detail {
        private Instant acceptedAt = Instant.EPOCH;
        private boolean started;
        private Instant emptySince;
        private String usage;
        private String code;
        private String message;
        private final List<Result> results = new ArrayList<>(1);
        private int refusalStatus;
        private String refusalType;
        private String refusalCode;
        private String refusalMessage;

        private void readMember(String name, JsonParser json) throws IOException {
            switch (name) {
                case "accepted_at" -> acceptedAt = Instant.ofEpochMilli(json.getLongValue());
                case "started" -> started = json.getBooleanValue();
                case "empty_since" -> emptySince = Instant.ofEpochMilli(json.getLongValue());
                case "usage" -> usage = json.getText();
                case "code" -> code = json.getText();
                case "message" -> message = json.getText();
                case "refusal" -> JsonText.readObject(json, this::readRefusalMember);
                case "results" -> {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        readResult(json);
                    }
                }
                default -> json.skipChildren();
            }
        }

        private void readRefusalMember(String name, JsonParser json) throws IOException {
            switch (name) {
                case "status" -> refusalStatus = json.getIntValue();
                case "type" -> refusalType = json.getText();
                case "code" -> refusalCode = json.getText();
                case "message" -> refusalMessage = json.getText();
                default -> json.skipChildren();
            }
        }

        private Failure refusal() {
            return refusalType == null ? null
                    : new Failure(refusalStatus, refusalType, refusalCode, refusalMessage, List.of(), null);
        }

        private void readResult(JsonParser json) throws IOException {
            StoredResult stored = new StoredResult();
            JsonText.readObject(json, stored::readMember);
            results.add(stored.result());
        }
    }

    private static final class StoredResult {
        private String url;
        private String contentType;
        private String keptType;
        private long keptSize;
        private String keptSha256;
        private boolean hidden;

        private void readMember(String name, JsonParser value) throws IOException {
            switch (name) {
                case "url" -> url = value.getText();
                case "content_type" -> contentType = value.getText();
                case "hidden" -> hidden = value.getBooleanValue();
                case "kept_type" -> keptType = value.getText();
                case "kept_size" -> keptSize = value.getLongValue();
                case "kept_sha256" -> keptSha256 = value.getText();
                default -> value.skipChildren();
            }
        }

        private Result result() {
            return new Result(url, contentType,
                    keptSha256 == null ? null : new StoredFile(keptType, keptSize, keptSha256), hidden);
        }
    }
}
