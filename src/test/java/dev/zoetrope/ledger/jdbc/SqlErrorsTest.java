package dev.zoetrope.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.ledger.LedgerException;

/** The classification of failures, and what their descriptions may contain. */
class SqlErrorsTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "-, 19, CONFLICT", "-, 2067, CONFLICT", "23505, 0, CONFLICT",
            "-, 18, UNREADABLE", "-, 20, UNREADABLE", "22021, 0, UNREADABLE", "-, 13, -", "-, 5, -", "-, 0, -",
            "54000, 0, UNREADABLE", "08006, 0, -", "57P01, 0, -", "40001, 0, -", "53100, 19, -" })
    void a_row_is_at_fault_or_the_database_is(String state, int code, LedgerException.Reason reason) {
        assertThat(SqlErrors.faultOfRow(new SQLException("?", state, code))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "40001, true", "40P01, true", "55P03, true", "23505, false", "57014, false",
            "08006, false", "-, false" })
    void somebody_was_in_the_way_or_not(String state, boolean passes) {
        assertThat(SqlErrors.isTransient(new SQLException("?", state))).isEqualTo(passes);
        assertThat(SqlErrors.isTransient(new IllegalStateException(new SQLException("?", state)))).isFalse();
    }

    @Test
    void what_is_no_databases_failure_is_the_rows() {
        assertThat(SqlErrors.faultOfRow(new IllegalStateException())).isEqualTo(LedgerException.Reason.UNREADABLE);
        assertThat(SqlErrors.faultOfRow(new IOException())).isNull();
        assertThat(SqlErrors.faultOfRow(new OutOfMemoryError())).isNull();
    }

    @Test
    void the_log_is_told_codes_only() {
        // Given
        SQLException failure = new SQLException("Failing row contains (secret prompt)", "23502", 7);
        // When
        String described = SqlErrors.describe(failure) + SqlErrors.describe(new IllegalStateException("secret too"));
        // Then
        assertThat(described).doesNotContain("secret").contains("23502", "7", "IllegalStateException");
    }

    @ParameterizedTest
    @CsvSource({ "UNAVAILABLE", "FULL", "CLOSED", "CONFLICT", "UNREADABLE" })
    void a_ledger_exception_says_nothing_of_the_inside(LedgerException.Reason reason) {
        // When
        LedgerException exception = new LedgerException(reason, Duration.ofSeconds(2));
        // Then
        assertThat(exception.getMessage()).isNotBlank().doesNotContainIgnoringCase("sql");
        assertThat(exception).hasNoCause();
        assertThat(exception.getStackTrace()).isEmpty();
        assertThat(exception.retryAfter()).contains(Duration.ofSeconds(2));
    }
}
