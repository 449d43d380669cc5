/**
 * Finds and runs ffmpeg, which is a program of its own: the gateway never decodes media in its own process. A run has a low
 * priority, a time limit, and no environment variable that could be a secret.
 */
package dev.zoetrope.ffmpeg;
