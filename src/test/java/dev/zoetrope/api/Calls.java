package dev.zoetrope.api;

import static io.restassured.RestAssured.given;

import dev.zoetrope.fake.WithFakeVendor;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** What the tests of the API say again and again. */
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

    /** The smallest valid body, with a prompt by which the fake vendor knows the test. */
    public static String body(String prompt) {
        return "{\"model\":\"wan-2.7-image-to-video\",\"image_urls\":[\"https://example.com/start.jpg\"],\"prompt\":\""
                + prompt + "\"}";
    }

    public static Response create(String prompt) {
        return alice().contentType(ContentType.JSON).body(body(prompt)).post(GENERATIONS);
    }

    /** The id of a task that was created with this prompt. */
    public static String created(String prompt) {
        return create(prompt).then().statusCode(200).extract().path("id");
    }
}
