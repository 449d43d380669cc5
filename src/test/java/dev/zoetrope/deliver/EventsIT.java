package dev.zoetrope.deliver;

import dev.zoetrope.deliver.sse.EventsTest;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Runs the tests of {@link EventsTest} against the packaged application or the native executable. */
@QuarkusIntegrationTest
class EventsIT extends EventsTest {
}
