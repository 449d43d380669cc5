package dev.zoetrope.vault;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.createTask;
import static dev.zoetrope.api.Calls.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.FileServer;
import dev.zoetrope.fake.Replies;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** On-demand mode: a query returns the vendor's URL, and a tick copies the file. */
@QuarkusTest
@WithTestResource(ArchiveScenario.OnDemand.class)
class ArchiveOnDemandTest {
    private static final FileServer FILES = new FileServer();

    FakeVendor vendor;

    @AfterAll
    static void close() {
        FILES.close();
    }

    @Test
    void a_query_answers_at_once_and_the_next_tick_keeps_the_file() {
        String id = createTask("ticked");
        String link = FILES.url("/ticked", FileServer.film(Films.film(1000)));
        vendor.onQuery(vendor.creates("ticked").get(0).vendorId(), Replies.completed(link));
        for (int query = 0; query < 3; query++) {
            alice().get(TASKS + id).then().statusCode(200).body("status", equalTo("completed"))
                    .body("results[0].url", equalTo(link));
        }
        assertThat(FILES.asked("/ticked")).isZero();

        operator().post("/v1/maintenance/tick").then().statusCode(200).body("kept", equalTo(1));

        String url = alice().get(TASKS + id).then().body("results[0].size", equalTo(1000))
                .body("results[0].url", startsWith("https://films.example.com/v1/tasks/" + id + "/content?"))
                .extract().path("results[0].url");
        RestAssured.given().urlEncodingEnabled(false).get(url.replace("https://films.example.com", "")).then().statusCode(200);
        operator().post("/v1/maintenance/tick").then().statusCode(200).body("kept", equalTo(0));
        assertThat(FILES.asked("/ticked")).isEqualTo(1);
    }
}
