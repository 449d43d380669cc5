package dev.zoetrope.view;

/**
 * The result of one tick.
 *
 * @param object always {@code maintenance.tick}
 * @param sent number of due creates that were sent, or ended at their deadline
 * @param asked number of polls
 * @param settled number of sends whose lease expired; their tasks ended with an unknown outcome
 * @param kept number of result files whose copy was started
 * @param delivered number of delivery attempts of callbacks
 * @param removed number of ended tasks that were deleted after their retention period
 * @param more whether the time of the tick was over before all due work was done; another tick should follow
 */
public record TickView(String object, int sent, int asked, int settled, int kept, int delivered, int removed, boolean more) {
    public static TickView of(int sent, int asked, int settled, int kept, int delivered, int removed, boolean more) {
        return new TickView("maintenance.tick", sent, asked, settled, kept, delivered, removed, more);
    }
}
