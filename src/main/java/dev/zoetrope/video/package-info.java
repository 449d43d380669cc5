/**
 * The domain model: the request of a create, the task and its states, results and failures. It depends on the JDK only.
 * Every other package may import it, and it imports no other package.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>The states of a task are a sealed hierarchy, and a transition is a method of the state that the task leaves. So most
 * illegal transitions do not compile.</li>
 * <li>Concurrent transitions of a task are resolved by the ledger: its compare-and-set on
 * {@link dev.zoetrope.video.Task#version()} accepts exactly one of them.</li>
 * </ul>
 */
package dev.zoetrope.video;
