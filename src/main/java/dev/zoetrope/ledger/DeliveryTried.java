package dev.zoetrope.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;

/** What came of a try. */
final class DeliveryTried extends Write<Boolean> implements Part {
    private final Delivery claimed;
    private final DeliveryState state;
    private final Instant due;
    private final Integer status;
    private final String error;

    DeliveryTried(Delivery claimed, DeliveryState state, Instant due, Integer status, String error) {
        this.claimed = claimed;
        this.state = state;
        this.due = due;
        this.status = status;
        this.error = error;
    }

    String id() {
        return claimed.id();
    }

    @Override
    void join(WriteGroup group) {
        group.tries.add(this);
    }

    @Override
    public void bind(PreparedStatement statement) throws SQLException {
        statement.setString(1, state.word());
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
