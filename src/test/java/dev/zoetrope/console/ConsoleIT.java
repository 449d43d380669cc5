package dev.zoetrope.console;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Runs the same tests against the packaged application or the native executable. */
@QuarkusIntegrationTest
class ConsoleIT extends ConsoleTest {
}
