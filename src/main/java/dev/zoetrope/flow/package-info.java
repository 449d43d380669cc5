/**
 * Connects the steps of each use case: create, query, list, cancel, reconcile and tick. Resources call this package, and it
 * calls the ledger, the tracker and the waits.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>The work of a create is detached from the connection of its request. A hang-up never cancels a paid call.</li>
 * <li>What {@code zoetrope.track.mode} changes for requests is in the two subclasses of {@code RequestMode}, selected
 * once.</li>
 * <li>A function ({@link dev.zoetrope.flow.ServerlessConfig}) is not notified of a hang-up. There an answer counts as arrived
 * if it is sent while the API gateway in front of the function still waits for it. A function is frozen with the last byte
 * of its answer, so the answer is marked before it is sent.</li>
 * </ul>
 */
package dev.zoetrope.flow;
