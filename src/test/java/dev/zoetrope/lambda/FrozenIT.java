package dev.zoetrope.lambda;

import static dev.zoetrope.lambda.Surroundings.create;
import static dev.zoetrope.lambda.Surroundings.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.zoetrope.fake.Postgres;
import dev.zoetrope.fake.Replies;

/** What happens while a function stands still, and what is known of its answers. */
@EnabledOnOs(OS.LINUX)
class FrozenIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static Surroundings around;
    private static Function first;
    private static Function second;

    @BeforeAll
    static void start() {
        around = new Surroundings();
        first = start("first");
        second = start("second");
    }

    @AfterAll
    static void close() {
        around.close();
    }

    /** One whose sessions have this name, and whose sign of life is missed soon. */
    private static Function start(String name) {
        return around.start(Map.of("ZOETROPE_DATABASE_URL", around.database + "&ApplicationName=" + name,
                "ZOETROPE_DATABASE_HEARTBEAT", "700ms"));
    }

    private static long sessions(String name) {
        return database("select count(*) from pg_stat_activity where application_name = '" + name + "'");
    }

    /** Frozen for so long that the server has ended the session by which it lives. */
    private static void takenForDead(Function function, String name) throws InterruptedException {
        assertThat(function.frozen()).isTrue();
        long before = sessions(name);
        await().atMost(PATIENCE).until(() -> sessions(name) < before);
    }

    private static String id(Answer answer) {
        assertThat(answer.status()).as(answer.json().encode()).isEqualTo(200);
        return answer.body().getString("id");
    }

    private static long database(String query) {
        try (Connection connection = DriverManager.getConnection(Postgres.server());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void connections_that_ended_meanwhile_cost_no_request_anything() throws InterruptedException {
        // Given: every session of it is ended
        Function function = start("cut-off");
        String id = id(function.invoke(create("before")));
        id(function.invoke(task(id)));
        takenForDead(function, "cut-off");
        database("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'cut-off'");
        await().atMost(PATIENCE).until(() -> sessions("cut-off") == 0);
        // When
        around.vendor.onQuery(around.vendorId("before"), Replies.processing(80));
        Answer query = function.invoke(task(id));
        // Then
        assertThat(id(query)).isEqualTo(id);
        assertThat(query.body().getInteger("progress")).isEqualTo(80);
        id(function.invoke(create("afterwards")));
        assertThat(around.vendor.creates("before")).hasSize(1);
        assertThat(around.vendor.creates("afterwards")).hasSize(1);
    }

    @Test
    void equal_creates_that_were_answered_stay_two_though_the_first_function_was_frozen_at_once()
            throws InterruptedException {
        String one = id(first.invoke(create("twice")));
        takenForDead(first, "first");
        String other = id(second.invoke(create("twice")));

        assertThat(other).isNotEqualTo(one);
        assertThat(around.vendor.creates("twice")).hasSize(2);
    }

    @Test
    void an_equal_create_after_an_answer_that_came_too_late_is_its_retry() {
        // Given: the gateway has given up a create that waited for the end of its task
        Function function = around.start(Map.of("ZOETROPE_UPSTREAM_CONNECT_TIMEOUT", "1s",
                "ZOETROPE_UPSTREAM_READ_TIMEOUT", "3s", "ZOETROPE_SUBMIT_WAIT", "4s", "ZOETROPE_WAIT_LONGEST", "40s"));
        String id = id(function.invoke(create("late").header("Prefer", "wait=27")));
        // When
        String retry = id(function.invoke(create("late")));
        String another = id(function.invoke(create("late")));
        // Then: the retry is given the task, and was answered in time, so that the next create is one of its own
        assertThat(retry).isEqualTo(id);
        assertThat(another).isNotEqualTo(id);
        assertThat(around.vendor.creates("late")).hasSize(2);
    }

    @Test
    void a_key_holds_across_functions() {
        Answer one = first.invoke(create("keyed").header("Idempotency-Key", "k-1"));
        Answer other = second.invoke(create("keyed").header("Idempotency-Key", "k-1"));

        assertThat(id(other)).isEqualTo(id(one));
        assertThat(other.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(around.vendor.creates("keyed")).hasSize(1);
    }
}
