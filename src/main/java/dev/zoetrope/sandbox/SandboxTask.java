package dev.zoetrope.sandbox;

import dev.zoetrope.sandbox.render.RenderJob;
import dev.zoetrope.video.GenerationMode;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A task of the sandbox as it lies in its file.
 *
 * <pre>
 * QUEUED ─ started ─▶ RENDERING ─ completed ─▶ COMPLETED
 *   └────────────────────┴─ failed ──────────▶ FAILED
 * </pre>
 *
 * @param id in the form of the vendor's ids
 * @param created unix milliseconds
 * @param model as asked for
 * @param job what to render
 * @param words what to do wrong
 * @param estimate seconds it was expected to take when it was accepted
 * @param phase where it stands
 * @param errorCode null unless failed
 * @param errorMessage null unless failed
 * @param ended unix milliseconds; 0 before
 */
@RegisterForReflection(targets = { SandboxTask.class, SandboxTask.Phase.class, GenerationMode.class })
public record SandboxTask(String id, long created, String model, RenderJob job, ScriptedFaults words, int estimate, Phase phase,
        String errorCode, String errorMessage, long ended) {

    /** Where it stands. */
    public enum Phase {
        QUEUED,
        RENDERING,
        COMPLETED,
        FAILED
    }

    public boolean hasEnded() {
        return phase == Phase.COMPLETED || phase == Phase.FAILED;
    }

    SandboxTask started() {
        return new SandboxTask(id, created, model, job, words, estimate, Phase.RENDERING, null, null, 0);
    }

    SandboxTask completed(long now) {
        return new SandboxTask(id, created, model, job, words, estimate, Phase.COMPLETED, null, null, now);
    }

    SandboxTask failed(String code, String message, long now) {
        return new SandboxTask(id, created, model, job, words, estimate, Phase.FAILED, code, message, now);
    }
}
