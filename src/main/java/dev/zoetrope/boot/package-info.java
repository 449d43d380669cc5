/**
 * The start and the stop of the process: command line, reading of secret settings, checks of settings, choice of the vendor
 * or the sandbox, signals, readiness checks and gauges.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>A check that refuses the start throws an exception whose message begins with the name of the setting.
 * {@link dev.zoetrope.boot.StartFailure} prints the message as the last line on the console.</li>
 * <li>Property expressions such as <code>${x}</code> are not expanded in secrets ({@link dev.zoetrope.boot.SecretSettings}),
 * because a secret may contain any character.</li>
 * <li>Without a configured vendor the sandbox starts by itself only if no caller and no operator has a key
 * ({@link dev.zoetrope.boot.SandboxRules}).</li>
 * </ul>
 */
package dev.zoetrope.boot;
