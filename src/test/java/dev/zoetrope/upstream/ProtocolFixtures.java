package dev.zoetrope.upstream;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What tests of the protocols' packages need of this package. */
public final class ProtocolFixtures {
    public static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private ProtocolFixtures() {
    }

    public static VendorKey key(String value) {
        return VendorKey.of(value);
    }

    /** The outcome that the fallback makes of the exception. */
    public static SendOutcome outcome(CreateException exception) {
        return exception.outcome();
    }

    /** A connector without clients, for calls that only classify. Its time is {@link #NOW}. */
    public static VendorConnector withoutClients(ObjectMapper json) {
        return new VendorConnector() {
            @Override
            public URI base() {
                return URI.create("https://vendor.example");
            }

            @Override
            public <T> T clientForCreates(Class<T> api) {
                return null;
            }

            @Override
            public <T> T clientForPolls(Class<T> api) {
                return null;
            }

            @Override
            public ObjectMapper json() {
                return json;
            }

            @Override
            public Clock clock() {
                return Clock.fixed(NOW, ZoneOffset.UTC);
            }
        };
    }
}
