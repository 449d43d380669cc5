package dev.zoetrope.dialect.dashscope;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Runs the same tests against the packaged application or the native executable. */
@QuarkusIntegrationTest
class OtherClientsIT extends OtherClientsTest {
}
