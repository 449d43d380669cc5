package dev.zoetrope.sandbox;

import dev.zoetrope.sandbox.render.GenerationMode;
import dev.zoetrope.sandbox.render.RenderJob;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A task of the sandbox, as stored in its file.
 *
 * <pre>
 * QUEUED ─ started ─▶ RENDERING ─ completed ─▶ COMPLETED
 *   │└───────────────────┴─ failed ──────────▶ FAILED
 *   └─ cancelled ─▶ CANCELLED
 * </pre>
 *
 * @param id has the form of the vendor's ids
 * @param created time of the create in unix milliseconds
 * @param model model name from the request
 * @param job the render to do
 * @param words the faults that the prompt requests
 * @param estimate seconds to the end of the task, estimated when it was accepted
 * @param phase the state of the task
 * @param errorCode null unless the task failed
 * @param errorMessage null unless the task failed
 * @param ended time of the end in unix milliseconds; 0 until then
 */
@RegisterForReflection(targets = { SandboxTask.class, SandboxTask.Phase.class, GenerationMode.class })
public record SandboxTask(String id, long created, String model, RenderJob job, ScriptedFaults words, int estimate, Phase phase,
        String errorCode, String errorMessage, long ended) {

    /** The state of a task. */
    public enum Phase {
        QUEUED,
        RENDERING,
        COMPLETED,
        FAILED,
        CANCELLED
    }

    public boolean hasEnded() {
        return phase == Phase.COMPLETED || phase == Phase.FAILED || phase == Phase.CANCELLED;
    }

    /**
     * Whether the result can be fetched: the task is completed, and the time of {@code [sandbox:results-late=…]} is over.
     *
     * @param now unix milliseconds
     */
    public boolean hasResult(long now) {
        return phase == Phase.COMPLETED && now >= ended + words.resultsLateMillis();
    }

    SandboxTask started() {
        return new SandboxTask(id, created, model, job, words, estimate, Phase.RENDERING, null, null, 0);
    }

    SandboxTask cancelled(long now) {
        return new SandboxTask(id, created, model, job, words, estimate, Phase.CANCELLED, null, null, now);
    }

    SandboxTask completed(long now) {
        return new SandboxTask(id, created, model, job, words, estimate, Phase.COMPLETED, null, null, now);
    }

    SandboxTask failed(String code, String message, long now) {
        return new SandboxTask(id, created, model, job, words, estimate, Phase.FAILED, code, message, now);
    }
}
