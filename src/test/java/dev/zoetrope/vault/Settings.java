package dev.zoetrope.vault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The settings of the vault, parsed as in the application, with changes; and test tasks. */
public final class Settings {
    public static final TaskId ID = new TaskId("task-unified-1767225600-uyujaw3d");
    private static final GenerationRequest REQUEST = Requests.image("https://example.com/a.jpg");

    private Settings() {
    }

    public static VaultConfig with(Map<String, String> changed) {
        return new SmallRyeConfigBuilder().withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter()).withMapping(VaultConfig.class)
                .withDefaultValues(changed).build().getConfigMapping(VaultConfig.class);
    }

    /** A completed task with these results. */
    public static Task task(TaskId id, String origin, Instant ended, Result... results) {
        return new Task(id, new Caller("alice"), REQUEST, new TaskState.Completed("vendor-" + id, List.of(results), null),
                ended.minusSeconds(60), ended, null, 1, 0, origin);
    }

    public static Task task(String origin) {
        return task(ID, origin, Instant.parse("2026-01-01T00:00:00Z"), new Result("https://cdn.example.com/v.mp4", null));
    }
}
