package dev.zoetrope.ledger;

/** Is told of each group a lane has done. Called on the lane's thread; must be quick. */
@FunctionalInterface
interface LaneMeter {
    LaneMeter NONE = (works, nanos) -> {
    };

    /**
     * @param works how many works were done together
     * @param nanos how long it took, the commit included
     */
    void done(int works, long nanos);
}
