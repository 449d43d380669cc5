package dev.zoetrope.dialect.gateway;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Runs the same tests against the packaged application or the native executable. */
@QuarkusIntegrationTest
class WaitingAnswerIT extends WaitingAnswerTest {
}
