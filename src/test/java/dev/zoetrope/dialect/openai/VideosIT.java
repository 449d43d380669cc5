package dev.zoetrope.dialect.openai;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same tests against the packaged application or the native executable. */
@QuarkusIntegrationTest
class VideosIT extends VideosTest {
}
