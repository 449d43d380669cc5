/**
 * The outbox: one row for each callback that is to be delivered, with the results of the delivery attempts.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>The outbox is part of the ledger: the commit that ends a task also writes its row in the outbox
 * ({@link dev.zoetrope.ledger.outbox.OutboxEntry}). So no callback is lost, and no callback is sent for an end that is not
 * durable.</li>
 * <li>The id of an event is computed from the task and the kind of its end. If the same end is written again, no second row
 * is inserted.</li>
 * <li>A claim ({@link dev.zoetrope.ledger.outbox.ClaimDeliveries}) goes from receiver to receiver in the order of the index
 * and starts behind the receiver that was visited last. A receiver without free capacity costs one index lookup and does not
 * delay the others.</li>
 * <li>Deliveries to a receiver that does not answer are given up once they are overdue for a day: they would hardly get an
 * attempt.</li>
 * </ul>
 */
package dev.zoetrope.ledger.outbox;
