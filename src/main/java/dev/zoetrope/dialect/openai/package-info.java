/**
 * The videos API of OpenAI for callers: create, retrieve, list, delete, content ({@code docs/dialects/openai.md}).
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>A create is a form, as the libraries of OpenAI always send it, or JSON. Both become the same members, so a retry is
 * recognised whatever boundary its form has.
 * <li>Fields that this API does not have are members of the model. So everything that a model takes can be used.
 * <li>A size that the model does not serve is refused: another one could have another price.
 * <li>The list has all tasks of the caller, in whatever API they were made.
 * <li>A deletion hides the task in this API only ({@link dev.zoetrope.flow.TaskDeletion}).
 * <li>A form is in memory and within the limit of each create. A part that is a file is refused
 * ({@code CreateFields.ofForm}), until the gateway stores files.
 * </ul>
 */
package dev.zoetrope.dialect.openai;
