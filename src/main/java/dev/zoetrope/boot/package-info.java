/**
 * Settings that are read in a way of their own, start-up checks that refuse, the choice of the upstream, and readiness.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>A refusal is an exception whose message begins with the name of the setting; {@link dev.zoetrope.boot.StartFailure}
 * prints
 * it as the last line.</li>
 * <li>A secret is never expanded ({@link dev.zoetrope.boot.SecretSettings}): it may hold any character.</li>
 * <li>Without a vendor only who has no callers is given the sandbox unasked ({@link dev.zoetrope.boot.SandboxRules}).</li>
 * </ul>
 */
package dev.zoetrope.boot;
