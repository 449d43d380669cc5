package dev.zoetrope.api;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the package or the native executable. */
@QuarkusIntegrationTest
class FramingIT extends FramingTest {
}
