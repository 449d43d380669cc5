/**
 * The vocabulary: what a create asks for, what a task is and which states it can be in, and how things fail. Plain
 * JDK, imported by every step and importing none.
 *
 * <p>
 * Decision: states are a sealed hierarchy and a transition is a method of the state it leaves, so that an illegal one
 * does not compile; the ledger's compare-and-set on {@link dev.zoetrope.video.Task#version()} refuses what two hands
 * do at once.
 */
package dev.zoetrope.video;
