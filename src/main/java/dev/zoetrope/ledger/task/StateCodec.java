package dev.zoetrope.ledger.task;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.StoredFile;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskState;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The stored form of a state: the value of the column {@code state}, and the JSON of the members without a column of their
 * own. The vendor's id, the progress and the estimate have columns. Absent members are null and not written; unknown members,
 * from a later version, are skipped. The JSON is pure ASCII, as that of {@link JsonText}.
 */
final class StateCodec {
    private static final String PENDING = "pending";
    private static final String SENDING = "sending";
    private static final String RUNNING = "running";
    private static final String COMPLETED = "completed";
    private static final String FAILED = "failed";
    private static final String CANCELLED = "cancelled";

    private static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private StateCodec() {
    }

    /** Times are in milliseconds since the epoch. Rows of the first version have no time of acceptance. */
    @RegisterForReflection
    record StoredRunning(Long acceptedAt, boolean started, Long emptySince, String usage) {
        static StoredRunning of(TaskState.Running state) {
            return new StoredRunning(state.acceptedAt().toEpochMilli(), state.started(),
                    state.emptySince() == null ? null : state.emptySince().toEpochMilli(), state.usage());
        }

        TaskState.Running state(String vendorId, int progress, Integer estimate) {
            return new TaskState.Running(vendorId, acceptedAt == null ? Instant.EPOCH : Instant.ofEpochMilli(acceptedAt),
                    started, progress, estimate, usage, emptySince == null ? null : Instant.ofEpochMilli(emptySince));
        }
    }

    @RegisterForReflection
    record StoredCompleted(List<StoredResult> results, String usage) {
        static StoredCompleted of(TaskState.Completed state) {
            return new StoredCompleted(state.results().stream().map(StoredResult::of).toList(), state.usage());
        }

        TaskState.Completed state(String vendorId) {
            return new TaskState.Completed(vendorId,
                    results == null ? List.of() : results.stream().map(StoredResult::result).toList(), usage);
        }
    }

    /** A result file; the members {@code kept_*} are those of the gateway's copy. */
    @RegisterForReflection
    record StoredResult(String url, String contentType, Boolean hidden, String keptType, Long keptSize, String keptSha256) {
        static StoredResult of(Result result) {
            StoredFile copy = result.copy();
            Boolean hidden = result.hidden() ? true : null;
            return copy == null ? new StoredResult(result.url(), result.contentType(), hidden, null, null, null)
                    : new StoredResult(result.url(), result.contentType(), hidden, copy.contentType(), copy.size(),
                            copy.sha256());
        }

        Result result() {
            return new Result(url, contentType, keptSha256 == null ? null : new StoredFile(keptType, keptSize, keptSha256),
                    Boolean.TRUE.equals(hidden));
        }
    }

    @RegisterForReflection
    record StoredFailed(String code, String message, String usage, StoredRefusal refusal) {
        static StoredFailed of(TaskState.Failed state) {
            return new StoredFailed(state.error().code(), state.error().message(), state.usage(),
                    state.refusal() == null ? null : StoredRefusal.of(state.refusal()));
        }

        TaskState.Failed state(String vendorId, int progress) {
            return new TaskState.Failed(vendorId, progress, usage, new TaskError(code, message),
                    refusal == null ? null : refusal.failure());
        }
    }

    @RegisterForReflection
    record StoredRefusal(int status, String type, String code, String message) {
        static StoredRefusal of(Failure refusal) {
            return new StoredRefusal(refusal.status(), refusal.type(), refusal.code(), refusal.message());
        }

        Failure failure() {
            return new Failure(status, type, code, message, List.of(), null);
        }
    }

    @RegisterForReflection
    record StoredCancelled(String usage) {
    }

    /** @param resumeAt milliseconds since the epoch by the pin */
    @RegisterForReflection
    record StoredPending(Map<String, Long> resumeAt) {
        static StoredPending of(TaskState.Pending state) {
            Map<String, Long> times = new TreeMap<>();
            state.resumeAt().forEach((vendor, time) -> times.put(vendor, time.toEpochMilli()));
            return new StoredPending(times);
        }

        TaskState.Pending state() {
            Map<String, Instant> times = new HashMap<>();
            if (resumeAt != null) {
                resumeAt.forEach((vendor, time) -> times.put(vendor, Instant.ofEpochMilli(time)));
            }
            return new TaskState.Pending(times);
        }
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
            return json(StoredRunning.of(running));
        }
        if (state instanceof TaskState.Completed completed) {
            return json(StoredCompleted.of(completed));
        }
        if (state instanceof TaskState.Failed failed) {
            return json(StoredFailed.of(failed));
        }
        if (state instanceof TaskState.Pending pending) {
            return pending.resumeAt().isEmpty() ? null : json(StoredPending.of(pending));
        }
        return state.usage() == null ? null : json(new StoredCancelled(state.usage()));
    }

    /** The beginning of the JSON of each failure with this code: the code is the first member. */
    static String beginningOfFailure(String code) {
        return "{\"code\":" + json(code) + ',';
    }

    /**
     * Reads a stored state.
     *
     * @param estimate seconds; null for none
     * @param detail the JSON; null for none
     * @throws IllegalStateException if the state is unknown or the JSON unreadable; the message quotes no stored content
     */
    static TaskState read(String value, String vendorId, int progress, Integer estimate, String detail) {
        return switch (value) {
            case PENDING -> detail == null ? new TaskState.Pending() : parse(detail, StoredPending.class).state();
            case SENDING -> new TaskState.Sending();
            case RUNNING -> parse(detail, StoredRunning.class).state(vendorId, progress, estimate);
            case COMPLETED -> parse(detail, StoredCompleted.class).state(vendorId);
            case FAILED -> parse(detail, StoredFailed.class).state(vendorId, progress);
            case CANCELLED -> new TaskState.Cancelled(vendorId, progress, parse(detail, StoredCancelled.class).usage());
            default -> throw new IllegalStateException("a stored state is unknown to this version");
        };
    }

    private static String json(Object stored) {
        try {
            return MAPPER.writeValueAsString(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a state cannot be written as JSON");
        }
    }

    private static <T> T parse(String detail, Class<T> type) {
        try {
            return MAPPER.readValue(detail == null ? "{}" : detail, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON cannot be read");
        }
    }
}
