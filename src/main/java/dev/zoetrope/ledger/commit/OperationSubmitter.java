package dev.zoetrope.ledger.commit;

import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

/** Submits operations to the committers. */
public interface OperationSubmitter {

    /**
     * The result of a write; submitted with each subscription.
     *
     * @param maker makes the operation, on the thread that subscribes
     * @param <R> the type of the result
     */
    <R> Uni<R> write(Supplier<WriteOperation<R>> maker);

    /**
     * The result of a write that shares no statement with others and writes no task; submitted with each subscription.
     *
     * @param <R> the type of the result
     */
    default <R> Uni<R> write(Statements<R> statements) {
        return write(() -> WriteOperation.Single.of(statements));
    }

    /**
     * The result of a query; submitted with each subscription.
     *
     * @param <R> the type of the result
     */
    <R> Uni<R> read(Statements<R> statements);
}
