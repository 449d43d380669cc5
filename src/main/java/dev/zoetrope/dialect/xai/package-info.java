/**
 * The API of xAI, as its clients use it: {@code docs/dialects/xai.md}.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>A create may have each member of the model besides those of this API. Unknown members are faults, as in the gateway's own
 * API, because this vendor refuses them, too.
 * <li>The three paths of a create differ only in what the video is for: to change ({@code edits}) or to continue
 * ({@code extensions}). At {@code generations} the model decides.
 * <li>A running task is 202, as at the vendor. A cancelled task is {@code failed}, because this API has no word for it.
 * </ul>
 */
package dev.zoetrope.dialect.xai;
