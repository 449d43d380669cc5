/**
 * The JSON of responses: the task object, lists, the result of a tick and the error envelope, as in {@code docs/contract.md}.
 */
package dev.zoetrope.view;
