package dev.zoetrope.flow;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Runs the tests of {@link HangUpTest} against the packaged application or the native executable. */
@QuarkusIntegrationTest
class HangUpIT extends HangUpTest {
}
