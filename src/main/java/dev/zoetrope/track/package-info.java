/**
 * The steps a task takes after its intent is written: sent, asked about, sent later, settled, let go.
 *
 * <p>
 * Decision: a due row is the only reminder. Nothing in memory is needed to carry on after a crash, and whoever claims a
 * row does one step with it. A claim pushes the row's time by a lease; what is written in the end is decided by the row's
 * version, so that two who hold the same row do its step once.
 *
 * <p>
 * Decision: the plan says when a question is worth asking, the budget whether it may be asked. With too little budget the
 * longest overdue row goes first, which is a round over all that are as urgent: the spacing stretches evenly, and no
 * knowledge of the number of tasks is needed.
 *
 * <p>
 * Decision: the loop, a tick and a query do their work through the same steps. {@code on-demand} is the absence of the
 * loops, not another way.
 */
package dev.zoetrope.track;
