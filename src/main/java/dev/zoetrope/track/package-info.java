/**
 * The steps a task takes after its intent is written: sent, asked about, sent later.
 *
 * <p>
 * Decision: a due row is the only reminder. Nothing in memory is needed to carry on after a crash, and whoever claims a
 * row does one step with it.
 */
package dev.zoetrope.track;
