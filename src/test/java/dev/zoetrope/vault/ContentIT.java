package dev.zoetrope.vault;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the package or the native executable. */
@QuarkusIntegrationTest
class ContentIT extends ContentTest {
}
