package dev.zoetrope.deliver;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Runs the tests of {@link CallbackFlowTest} against the packaged application or the native executable. */
@QuarkusIntegrationTest
class CallbackFlowIT extends CallbackFlowTest {
}
