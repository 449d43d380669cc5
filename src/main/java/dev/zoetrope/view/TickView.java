package dev.zoetrope.view;

/**
 * What a tick did.
 *
 * @param object always {@code maintenance.tick}
 * @param sent creates whose time had come
 * @param asked questions to the vendor
 * @param settled creates without an outcome, ended as unknown
 * @param kept files of which a copy was begun
 * @param delivered callbacks tried
 * @param removed ended tasks past their retention
 * @param more whether another tick would find more to do at once
 */
public record TickView(String object, int sent, int asked, int settled, int kept, int delivered, int removed, boolean more) {
    public static TickView of(int sent, int asked, int settled, int kept, int delivered, int removed, boolean more) {
        return new TickView("maintenance.tick", sent, asked, settled, kept, delivered, removed, more);
    }
}
