/**
 * The API of DashScope (Alibaba Model Studio), as its clients use it: {@code docs/dialects/dashscope.md}.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>Like the vendor, the gateway ignores members of {@code input} and {@code parameters} that it does not know, and
 * parameters
 * that the model does not have, because clients send the parameters of older models. A file is never ignored.
 * <li>The query of a task that the caller does not have is 200 with the status {@code UNKNOWN}, as at the vendor, whose clients
 * know this word.
 * <li>The vendor has one code for all faults of a body, and no status 422 or 402. A vendor's code in the form of this API is
 * passed on.
 * <li>The list goes through the newest tasks of the caller, at most a thousand, because the ledger has no pages by number.
 * </ul>
 */
package dev.zoetrope.dialect.dashscope;
