package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program with the arguments {@code new-signing-key TIME}: the key is another one, and only if the time is plain. */
class NewSigningKeyIT {
    @TempDir
    Path data;

    private Map<String, String> settings() {
        return Map.of("ZOETROPE_DATA_DIR", data.toString());
    }

    private String select(String sql) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("zoetrope.db"));
                ResultSet row = database.createStatement().executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    @Test
    void the_key_is_replaced_and_the_earlier_one_ends() throws Exception {
        GatewayProcess.start(data, settings()).close();
        String before = select("select value from secret where name = 'root'");

        Command command = Command.run(settings(), "new-signing-key", "24h");

        assertThat(command.exitCode()).as(command.output()).isZero();
        assertThat(command.output()).contains("signing key is replaced").doesNotContain("Listening on");
        assertThat(select("select value from secret where name = 'root'")).isNotEqualTo(before).hasSize(64);
        assertThat(select("select value from secret where ends_at is not null")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "soon", "-1h" })
    void without_a_plain_time_nothing_is_changed(String time) throws Exception {
        Command command = time.isEmpty() ? Command.run(settings(), "new-signing-key")
                : Command.run(settings(), "new-signing-key", time);

        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.output()).contains("new-signing-key needs one time");
        assertThat(select("select count(*) from secret")).isEqualTo("1");
    }
}
