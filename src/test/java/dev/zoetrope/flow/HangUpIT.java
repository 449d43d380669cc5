package dev.zoetrope.flow;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the package or the native executable. */
@QuarkusIntegrationTest
class HangUpIT extends HangUpTest {
}
