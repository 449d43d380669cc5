package dev.zoetrope.track;

import java.util.Optional;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Task;

/**
 * What a send came to.
 *
 * @param task as the ledger has it now
 * @param refusal what a caller that still waits is told instead of the task; empty unless the vendor refused
 */
public record Sent(Task task, Optional<Failure> refusal) {
}
