package dev.zoetrope.vault;

import static dev.zoetrope.vault.Films.PATIENCE;
import static dev.zoetrope.vault.Films.completed;
import static dev.zoetrope.vault.Films.film;
import static dev.zoetrope.vault.Films.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.FileServer;
import dev.zoetrope.fake.WithFakeVendor;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** {@code zoetrope.vault.mode=off}: callers get the vendor's URLs unchanged. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class ArchiveOffTest {
    FakeVendor vendor;
    @Inject
    Ledger ledger;

    @Test
    void the_vendors_link_is_handed_on_and_not_followed() {
        try (FileServer files = new FileServer()) {
            String link = files.url("/off", FileServer.film(film(10)));
            String id = completed(vendor, "off", link);

            assertThat(task(id).getString("results[0].url")).isEqualTo(link);
            assertThat(ledger.find(new TaskId(id)).await().atMost(PATIENCE).orElseThrow().dueAt()).isNull();
            assertThat(files.asked("/off")).isZero();
        }
    }

    @Test
    void what_waited_to_be_kept_before_is_let_go_so_that_its_row_can_leave_one_day() {
        Task task = Settings.task(new TaskId("task-unified-1-waiting0"), null, Instant.now(),
                new Result("http://127.0.0.1:1/v.mp4", null));
        Task due = new Task(task.id(), task.caller(), task.request(), task.state(), task.createdAt(), task.updatedAt(),
                Instant.now(), 1, 0);
        ledger.create(CreateIntent.of(due)).await().atMost(PATIENCE);

        await().atMost(PATIENCE)
                .until(() -> ledger.find(task.id()).await().atMost(PATIENCE).orElseThrow().dueAt() == null);
    }
}
