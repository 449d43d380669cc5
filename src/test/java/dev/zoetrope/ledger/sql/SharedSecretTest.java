package dev.zoetrope.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.SharedSecret;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.jdbc.LedgerTest;

/** The first process creates the secret; all later ones read the same secret. */
class SharedSecretTest extends LedgerTest {

    private SharedSecret secret(RandomGenerator random) throws SQLException {
        try (JdbcSession session = JdbcSession.open(fixture.source, Duration.ofSeconds(5))) {
            SharedSecret secret = SecretRows.load(session, random);
            session.commit();
            return secret;
        }
    }

    @Test
    void every_process_has_the_same_keys() throws SQLException {
        // Given
        byte[] first = secret(new Random(1)).key("links");
        // When: another process would create another secret
        byte[] second = secret(new Random(2)).key("links");
        // Then
        assertThat(second).isEqualTo(first).hasSize(32);
        assertThat(fixture.stored("select count(*) from secret")).isEqualTo("1");
        assertThat(fixture.stored("select value from secret")).hasSize(64);
    }

    @Test
    void each_use_has_a_key_of_its_own() throws SQLException {
        SharedSecret secret = secret(new Random(1));
        assertThat(secret.key("links")).isNotEqualTo(secret.key("cursors"));
    }

    @Test
    void a_secret_that_is_replaced_counts_until_its_time_and_none_before_it_for_longer() throws SQLException {
        byte[] first = secret(new Random(1)).key("links");
        Instant ends = Tasks.T0.plusSeconds(3600);

        get(fixture.ledger.replaceSecret(ends));
        SharedSecret second = secret(new Random(2));
        get(fixture.ledger.replaceSecret(ends.plusSeconds(60)));
        SharedSecret third = secret(new Random(3));
        get(fixture.ledger.replaceSecret(Tasks.T0));
        SharedSecret fourth = secret(new Random(4));

        assertThat(second.key("links")).isNotEqualTo(first);
        assertThat(ends(second)).containsOnly(Map.entry(hex(first), ends));
        assertThat(ends(third)).containsOnly(Map.entry(hex(first), ends),
                Map.entry(hex(second.key("links")), ends.plusSeconds(60)));
        assertThat(ends(fourth)).as("all signed URLs end if the operator chooses that").hasSize(3)
                .allSatisfy((key, end) -> assertThat(end).isEqualTo(Tasks.T0));
        assertThat(ends(fourth)).doesNotContainKey(hex(fourth.key("links")));
    }

    private static Map<String, Instant> ends(SharedSecret secret) {
        return secret.replaced("links").stream()
                .collect(Collectors.toMap(replaced -> hex(replaced.key()), SharedSecret.Replaced::ends));
    }

    private static String hex(byte[] key) {
        return HexFormat.of().formatHex(key);
    }

    @Test
    void what_was_not_committed_is_not_shared() throws SQLException {
        // Given: a process that ends before its commit
        byte[] lost;
        try (JdbcSession session = JdbcSession.open(fixture.source, Duration.ofSeconds(5))) {
            lost = SecretRows.load(session, new Random(1)).key("links");
        }
        // When, then
        assertThat(secret(new Random(2)).key("links")).isNotEqualTo(lost);
    }
}
