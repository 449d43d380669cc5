package dev.zoetrope.track;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same tests against the package or the native executable. */
@QuarkusIntegrationTest
class TrackingIT extends TrackingTest {
}
