package dev.zoetrope.vault.serve;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same tests against the packaged application or the native executable. */
@QuarkusIntegrationTest
class ContentHandlerIT extends ContentHandlerTest {
}
