package dev.zoetrope.vault;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same tests against the packaged application or the native executable. */
@QuarkusIntegrationTest
class ArchiveIT extends ArchiveTest {
}
