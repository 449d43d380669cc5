package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.api.Calls.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A key allows only the operations of its role. */
@QuarkusTest
@WithTestResource(value = WithFakeVendor.class)
class RolesTest {
    FakeVendor vendor;

    @ParameterizedTest
    @CsvSource({ "GET, /v1/models", "GET, /v1/tasks", "GET, /v1/tasks/task-unified-1757165031-uyujaw3d",
            "POST, " + GENERATIONS,
            "POST, /v1/tasks/task-unified-1757165031-uyujaw3d/cancel" })
    void an_operators_key_on_a_callers_path_is_403(String method, String path) {
        as(WithFakeVendor.OPS).contentType("application/json").body(body("of the operator")).request(method, path).then()
                .statusCode(403).body("error.type", equalTo("permission_error"))
                .header("WWW-Authenticate", nullValue());

        assertThat(vendor.creates("of the operator")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "POST, /v1/tasks/task-unified-1757165031-uyujaw3d/reconcile", "GET, /v1/operator/overview",
            "GET, /v1/operator/tasks", "GET, /v1/operator/settings" })
    void a_callers_key_on_an_operators_path_is_403(String method, String path) {
        alice().contentType("application/json").body("{\"outcome\":\"not_created\"}").request(method, path).then()
                .statusCode(403).body("error.type", equalTo("permission_error"));
        as("nobody").contentType("application/json").body("{}").request(method, path).then().statusCode(401);
    }
}
