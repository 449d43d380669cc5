package dev.zoetrope.api;

import java.util.List;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;

/** {@code ?sync_upstream=}: {@code true} or {@code false}; without a value, or absent, it is false. */
final class SyncParameter {
    private SyncParameter() {
    }

    static boolean read(String value) {
        if (value == null || value.isEmpty() || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw Failure.invalid(List.of(new Fault("sync_upstream", "invalid_value",
                "sync_upstream must be true or false"))).exception();
    }
}
