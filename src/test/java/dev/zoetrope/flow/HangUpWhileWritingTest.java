package dev.zoetrope.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import dev.zoetrope.admit.Attempt;
import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.WithFakeVendor;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.ReplyTicket;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.TaskId;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A disk so slow that the caller hangs up before its create is written down, and tries again without saying so. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class HangUpWhileWritingTest {
    private static final Caller ALICE = new Caller("alice");

    @Inject
    GenerationFlow flow;
    @Inject
    RequestReader reader;
    @Inject
    Ledger ledger;
    FakeVendor vendor;

    private CompletableFuture<Created> create(Reply reply) {
        return flow.create(ALICE, reader.read(Calls.body("slow disk").getBytes(StandardCharsets.UTF_8), ALICE),
                null, new Attempt(null, 0), Preference.NONE, reply).subscribeAsCompletionStage();
    }

    private static Connection holdTheDatabase() throws SQLException {
        String data = ConfigProvider.getConfig().getValue("zoetrope.data-dir", String.class);
        Connection holder = DriverManager.getConnection("jdbc:sqlite:" + data + "/zoetrope.db?busy_timeout=5000");
        try (Statement sql = holder.createStatement()) {
            sql.execute("begin immediate");
        }
        return holder;
    }

    @Test
    void the_equal_create_after_the_hang_up_is_its_retry() throws SQLException {
        CompletableFuture<Created> first;
        CompletableFuture<Created> again;
        try (Connection holder = holdTheDatabase()) {
            ledger.replied(new ReplyTicket(new TaskId("task-unified-1-slowdisk"), 0), false).subscribe().with(done -> {
            });
            Reply gone = new Reply();
            first = create(gone);
            gone.ended(false);
            again = create(new Reply());
            assertThat(holder.isClosed()).isFalse();
        }

        await().until(() -> first.isDone() && again.isDone());

        assertThat(again.join().replayed()).isTrue();
        assertThat(again.join().task().id()).isEqualTo(first.join().task().id());
        assertThat(vendor.creates("slow disk")).hasSize(1);
    }
}
