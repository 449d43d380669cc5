package dev.zoetrope.deliver;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Signing secrets of two callers, and webhook settings as a record. */
public final class Secrets {
    public static final String ALICE = "whsec_" + Base64.getEncoder()
            .encodeToString("alice's secret of 32 bytes, yes!".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    /** The second secret of Alice, during a rotation. */
    public static final String ALICE_NEW = "whsec_" + Base64.getEncoder()
            .encodeToString("alice's next one, 30 bytes, ok".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    public static final String BOB = "whsec_"
            + Base64.getEncoder().encodeToString("bob's secret is 24 bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    /** All secrets, in the form of the setting. */
    public static final String SETTING = "alice:" + ALICE + ",alice:" + ALICE_NEW + ",bob:" + BOB;

    private Secrets() {
    }

    public record Config(Optional<List<String>> secrets, boolean allowPrivate, Duration timeout)
            implements
                DeliverConfig,
                DeliverConfig.Webhook {

        public static Config of(String... pairs) {
            return new Config(Optional.of(List.of(pairs)), true, Duration.ofSeconds(20));
        }

        public Config withAllowPrivate(boolean toPrivate) {
            return new Config(secrets, toPrivate, timeout);
        }

        @Override
        public Webhook webhook() {
            return this;
        }

        @Override
        public LongPoll longPoll() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Events events() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Loops loops() {
            throw new UnsupportedOperationException();
        }

        public Config withTimeout(Duration maxWait) {
            return new Config(secrets, allowPrivate, maxWait);
        }
    }
}
