/**
 * The rows of tasks: their columns, their stored JSON, the transitions, the claims of due work, and the queries.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>Each send permission has a unique number in the row, which identifies its holder. A row in the state {@code sending}
 * is changed only by a write with that number. So no process can revoke another process's permission, or record an outcome
 * for it, because their versions happen to be equal.</li>
 * <li>The lease of a claim is stored in {@code due_at}. A claim moves it forward and does not change the version. So a claim
 * never makes the transition of another process fail, and of two claimers still only one can write the next version.</li>
 * <li>Every index costs each write, so there are few. The column {@code step} holds the kind of work that a row is due for
 * (null: none); its partial index contains live rows only. The index of a caller's list contains the status, so a page with
 * any filter reads no more rows than it returns. The index of ended rows serves counts and retention.</li>
 * <li>Ids start with the time in milliseconds, so new rows are added at the end of each index and a commit writes few pages.
 * Random ids would dirty one page for each row.</li>
 * <li>Creates are claimed in turn: the first create of each caller before the second create of any caller
 * ({@link dev.zoetrope.ledger.task.FairClaim}). All other work is claimed in the order of its due time.</li>
 * <li>A restored ledger carries a mark ({@link dev.zoetrope.ledger.task.RestoredMark}); the next start then ends all pending
 * creates as {@code submission_unknown}.</li>
 * </ul>
 */
package dev.zoetrope.ledger.task;
