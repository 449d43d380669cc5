package dev.zoetrope.api;

/**
 * Limits of the renderings of live tasks that are held in memory.
 *
 * @param slots the maximum number of renderings
 * @param bytes the maximum length of a rendering in bytes; the usual length is 250. A longer one is not held
 */
record RenderLimits(int slots, int bytes) {
    static final RenderLimits DEFAULT = new RenderLimits(2048, 2048);
}
