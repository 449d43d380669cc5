/** The task object, lists and the error envelope as they go out: the shapes of {@code contract.md}, nothing more. */
package dev.zoetrope.view;
