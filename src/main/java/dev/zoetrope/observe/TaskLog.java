package dev.zoetrope.observe;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/**
 * One line for each change of a task's state: ids, the states, its age. Never keys, prompts or URLs. The lines of every
 * create are put together without a format, which costs more than they do.
 */
@ApplicationScoped
public class TaskLog {
    private static final Logger LOG = Logger.getLogger("dev.zoetrope.task");

    private final Clock clock;

    public TaskLog(Clock clock) {
        this.clock = clock;
    }

    /** A new task was written down. */
    public void opened(Task task) {
        LOG.info(task.id() + " opened caller=" + task.caller().id() + " " + name(task.state()));
    }

    /** A create turned out to repeat an earlier one. */
    public void repeated(Task task) {
        LOG.info(task.id() + " repeated caller=" + task.caller().id() + " " + name(task.state()));
    }

    /** A task went from one state to another; silent when only its progress moved. */
    public void changed(Task before, Task after) {
        if (before.state().getClass() == after.state().getClass()) {
            return;
        }
        long age = Duration.between(after.createdAt(), clock.instant()).toMillis();
        LOG.info(after.id() + " " + name(before.state()) + " -> " + named(after.state()) + " age=" + age + "ms caller="
                + after.caller().id());
    }

    /**
     * One of its files has been copied.
     *
     * @param known whether its type is known; if not, it is served as an attachment
     */
    public void kept(Task task, int index, long bytes, boolean known) {
        LOG.logf(known ? Logger.Level.INFO : Logger.Level.WARN, "%s result %d kept%s bytes=%d caller=%s", task.id(), index,
                known ? "" : ", of an unknown type", bytes, task.caller().id());
    }

    /**
     * One of its files could not be copied.
     *
     * @param why in words of ours
     * @param forGood whether it is not tried again
     */
    public void notKept(Task task, int index, String why, boolean forGood) {
        LOG.logf(forGood ? Logger.Level.WARN : Logger.Level.DEBUG, "%s result %d not kept, %s%s caller=%s", task.id(), index,
                why, forGood ? "; the vendor's link is handed on" : "", task.caller().id());
    }

    /**
     * Its create was sent, and nobody knows whether the vendor has it.
     *
     * @param seen what became of the exchange, in words of ours
     */
    public void unknown(Task task, String seen) {
        LOG.warn(task.id() + " its create may be billed: " + seen + " caller=" + task.caller().id());
    }

    /** An operator settled a task whose outcome was unknown; who said what is kept here only. */
    public void reconciled(Task before, Task after, String operator) {
        LOG.infof("%s reconciled operator=%s %s -> %s vendor=%s caller=%s", after.id(), operator, named(before.state()),
                named(after.state()), after.state().vendorId() == null ? "none" : word(after.state().vendorId()),
                after.caller().id());
    }

    /** A vendor's code is a word from outside: it must not break the line. */
    private static String word(String code) {
        return code.replaceAll("[^A-Za-z0-9_.-]", "?");
    }

    private static String named(TaskState state) {
        return name(state) + (state instanceof TaskState.Failed failed ? "(" + word(failed.error().code()) + ")" : "");
    }

    private static String name(TaskState state) {
        return state.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
