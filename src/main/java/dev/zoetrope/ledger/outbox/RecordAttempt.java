package dev.zoetrope.ledger.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;

import dev.zoetrope.ledger.Delivery;
import dev.zoetrope.ledger.DeliveryState;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.BatchRow;

/** Records the result of a delivery attempt. Its result is false if a newer attempt was started or the row has changed. */
public final class RecordAttempt extends WriteOperation<Boolean> implements BatchRow {
    private final Delivery claimed;
    private final DeliveryState state;
    private final Instant due;
    private final Integer status;
    private final String error;

    RecordAttempt(Delivery claimed, DeliveryState state, Instant due, Integer status, String error) {
        this.claimed = claimed;
        this.state = state;
        this.due = due;
        this.status = status;
        this.error = error;
    }

    public String id() {
        return claimed.id();
    }

    @Override
    public void bind(PreparedStatement statement) throws SQLException {
        statement.setString(1, state.value());
        if (due == null) {
            statement.setNull(2, Types.BIGINT);
        } else {
            statement.setLong(2, due.toEpochMilli());
        }
        if (status == null) {
            statement.setNull(3, Types.INTEGER);
        } else {
            statement.setInt(3, status);
        }
        statement.setString(4, error);
        statement.setString(5, claimed.id());
        statement.setInt(6, claimed.attempts());
    }

    @Override
    public void changed(int rows) {
        result(rows == 1);
    }
}
