package dev.zoetrope.upstream;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Runs the same tests against the packaged application or the native executable. */
@QuarkusIntegrationTest
class NoSuchHostIT extends NoSuchHostTest {
}
