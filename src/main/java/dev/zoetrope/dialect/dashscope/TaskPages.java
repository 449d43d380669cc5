package dev.zoetrope.dialect.dashscope;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.zoetrope.dialect.ModelNames;
import dev.zoetrope.dialect.dashscope.PageParameters.Page;
import dev.zoetrope.flow.TaskQuery;
import dev.zoetrope.observe.RequestId;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Makes pages with a number. The ledger has pages after a task only, so a page goes through the tasks before it. */
@Singleton
class TaskPages {
    /** Number of tasks in memory at a time. */
    private static final int BATCH = 100;
    /** Older tasks of a caller are not listed. */
    private static final int MAX_TASKS = 1000;

    private final TaskQuery query;

    TaskPages(TaskQuery query) {
        this.query = query;
    }

    Uni<TaskPage> page(Caller caller, Page page, RoutingContext request) {
        Scan scan = new Scan(caller, page);
        Uni<Void> end = page.status() == TaskWord.UNKNOWN ? Uni.createFrom().voidItem() : scan.from(Optional.empty());
        return end.map(done -> new TaskPage(RequestId.of(request), scan.rows, scan.total,
                (scan.total + page.size() - 1) / page.size(), page.number(), page.size()));
    }

    /** One walk through the tasks of a caller, newest first. */
    private final class Scan {
        private final Caller caller;
        private final Page page;
        private final List<TaskPage.Row> rows = new ArrayList<>();
        private int seen;
        private int total;

        private Scan(Caller caller, Page page) {
            this.caller = caller;
            this.page = page;
        }

        private Uni<Void> from(Optional<TaskId> after) {
            return query.list(caller, Optional.ofNullable(page.status()).flatMap(TaskWord::status), BATCH, after)
                    .flatMap(found -> {
                        List<Task> batch = found.orElse(List.of());
                        batch.forEach(this::add);
                        seen += batch.size();
                        boolean last = batch.size() < BATCH || seen >= MAX_TASKS
                                || batch.get(BATCH - 1).createdAt().isBefore(page.start());
                        return last ? Uni.createFrom().voidItem() : from(Optional.of(batch.get(BATCH - 1).id()));
                    });
        }

        private void add(Task task) {
            boolean matches = (page.model() == null || page.model().equals(ModelNames.asGiven(task, Names.DIALECT)))
                    && !task.createdAt().isBefore(page.start()) && !task.createdAt().isAfter(page.end());
            if (matches) {
                if (total / page.size() == page.number() - 1) {
                    rows.add(TaskPage.Row.of(task));
                }
                total++;
            }
        }
    }
}
