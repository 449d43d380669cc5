package dev.zoetrope.upstream;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the package or the native executable. */
@QuarkusIntegrationTest
class NoSuchHostIT extends NoSuchHostTest {
}
