package dev.zoetrope.deliver;

import dev.zoetrope.deliver.sse.EventsTest;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the package or the native executable. */
@QuarkusIntegrationTest
class EventsIT extends EventsTest {
}
