package dev.zoetrope.vault.serve;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the package or the native executable. */
@QuarkusIntegrationTest
class ContentHandlerIT extends ContentHandlerTest {
}
