package dev.zoetrope.api;

import static io.restassured.RestAssured.given;

import dev.zoetrope.fake.WithFakeVendor;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Requests that many tests of the API need. */
public final class Calls {
    public static final String GENERATIONS = "/v1/videos/generations";
    public static final String TASKS = "/v1/tasks/";

    private Calls() {
    }

    public static RequestSpecification as(String key) {
        return given().header("Authorization", "Bearer " + key);
    }

    public static RequestSpecification alice() {
        return as(WithFakeVendor.ALICE);
    }

    public static RequestSpecification operator() {
        return as(WithFakeVendor.OPS);
    }

    /** A minimal valid body. The fake vendor finds the create by its prompt. */
    public static String body(String prompt) {
        return "{\"model\":\"wan-2.7-image-to-video\",\"image_urls\":[\"https://example.com/start.jpg\"],\"prompt\":\""
                + prompt + "\"}";
    }

    public static Response create(String prompt) {
        return alice().contentType(ContentType.JSON).body(body(prompt)).post(GENERATIONS);
    }

    /** Creates a task with this prompt and returns its id. */
    public static String createTask(String prompt) {
        return create(prompt).then().statusCode(200).extract().path("id");
    }
}
