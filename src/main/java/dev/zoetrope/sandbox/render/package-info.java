/**
 * Rendering a film with ffmpeg from the inputs of a create.
 */
package dev.zoetrope.sandbox.render;
