package dev.zoetrope.observe;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/**
 * Writes the log lines for the transitions of tasks, with ids, states and age. A line never contains keys, prompts or URLs.
 * What each create does is logged at DEBUG: the access line of its request names the task, the answer and the time. Whatever
 * differs from that is logged at INFO or above.
 */
@ApplicationScoped
public class TaskLog {
    private static final Logger LOG = Logger.getLogger("dev.zoetrope.task");
    /** An acceptance that took longer is logged at INFO. */
    private static final Duration SLOW = Duration.ofSeconds(5);

    private final Clock clock;

    public TaskLog(Clock clock) {
        this.clock = clock;
    }

    /**
     * A new task was stored.
     *
     * @param callerGone whether the caller has hung up, so that the access line does not name the task
     */
    public void created(Task task, boolean callerGone) {
        Logger.Level level = callerGone ? Logger.Level.INFO : Logger.Level.DEBUG;
        if (LOG.isEnabled(level)) {
            LOG.log(level, task.id() + " created caller=" + task.caller().id() + " " + name(task.state()));
        }
    }

    /** A create is a retry of the create of this task. */
    public void retried(Task task) {
        LOG.info(task.id() + " retried caller=" + task.caller().id() + " " + name(task.state()));
    }

    /** A task changed its state. Logs nothing if only its progress changed. */
    public void changed(Task before, Task after) {
        Logger.Level level = isQuickAcceptance(before, after) ? Logger.Level.DEBUG : Logger.Level.INFO;
        if (before.state().getClass() == after.state().getClass() || !LOG.isEnabled(level)) {
            return;
        }
        long age = Duration.between(after.createdAt(), clock.instant()).toMillis();
        LOG.log(level, after.id() + " " + name(before.state()) + " -> " + describe(after.state()) + " age=" + age + "ms caller="
                + after.caller().id());
    }

    /** The vendor accepted the create of this task after its request was answered or its caller had hung up. */
    public void acceptedUnseen(Task task) {
        if (isQuick(task)) { // otherwise changed has logged it
            LOG.info(task.id() + " " + describe(task.state()) + " after the answer caller=" + task.caller().id());
        }
    }

    /** Whether the vendor accepted the first send of a create, and not slowly. */
    private static boolean isQuickAcceptance(Task before, Task after) {
        return before.version() == 0 && after.state() instanceof TaskState.Running && isQuick(after);
    }

    private static boolean isQuick(Task accepted) {
        return accepted.updatedAt().isBefore(accepted.createdAt().plus(SLOW));
    }

    /**
     * A result file of the task was stored.
     *
     * @param index index of the result
     * @param known whether the type of the file is known; otherwise the file is served as an attachment
     */
    public void stored(Task task, int index, long bytes, boolean known) {
        LOG.logf(known ? Logger.Level.INFO : Logger.Level.WARN, "%s result %d stored%s bytes=%d caller=%s", task.id(), index,
                known ? "" : ", of an unknown type", bytes, task.caller().id());
    }

    /**
     * A result file of the task could not be copied.
     *
     * @param index index of the result
     * @param why reason, without text of the vendor
     * @param forGood whether this was the last attempt
     */
    public void notStored(Task task, int index, String why, boolean forGood) {
        LOG.logf(forGood ? Logger.Level.WARN : Logger.Level.DEBUG, "%s result %d not stored, %s%s caller=%s", task.id(),
                index, why, forGood ? "; callers get the vendor's URL" : "", task.caller().id());
    }

    /**
     * A vendor did not take the create, and the next one gets it.
     *
     * @param outcome the name of the outcome
     */
    public void failedOver(Task task, String outcome, Pin next) {
        LOG.infof("%s %s at %s, next %s caller=%s", task.id(), outcome, task.pin(), next, task.caller().id());
    }

    /**
     * The create of the task was sent, and its outcome is unknown.
     *
     * @param cause result of the HTTP exchange, without text of the vendor
     */
    public void unknown(Task task, String cause) {
        LOG.warn(
                task.id() + " its create may be billed: " + cause + (task.pin() == null ? "" : " at=" + task.pin()) + " caller="
                        + task.caller().id());
    }

    /** An operator reconciled a task whose outcome was unknown. The operator's name is recorded in this line only. */
    public void reconciled(Task before, Task after, String operator) {
        LOG.infof("%s reconciled operator=%s %s -> %s vendor=%s caller=%s", after.id(), operator, describe(before.state()),
                describe(after.state()), after.state().vendorId() == null ? "none" : sanitize(after.state().vendorId()),
                after.caller().id());
    }

    /** Replaces unsafe characters, because a code or id of the vendor must not break the line. */
    private static String sanitize(String code) {
        return code.replaceAll("[^A-Za-z0-9_.-]", "?");
    }

    private static String describe(TaskState state) {
        return name(state) + (state instanceof TaskState.Failed failed ? "(" + sanitize(failed.error().code()) + ")" : "");
    }

    private static String name(TaskState state) {
        return state.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
