package dev.zoetrope.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The faults that a prompt requests with directives, so that a team can test its own application:
 * {@code [sandbox:fail=CODE]}, {@code [sandbox:status=503]}, {@code [sandbox:delay=30s]},
 * {@code [sandbox:reset-after-accept]}, {@code [sandbox:results-late=5s]}, {@code [sandbox:word=odd]}. Times are
 * {@code 500ms}, {@code 30s} or {@code 2m}. If a directive occurs twice, the last one counts. With the name of a vendor,
 * {@code [sandbox:NAME:status=429]}, a directive is for that vendor only.
 *
 * @param failCode the code with which the task fails; null: the task does not fail
 * @param status the HTTP error with which the create is answered, 400..599, without a task; 0: none
 * @param delayMillis delay before the render, in milliseconds
 * @param resetAfterAccept whether the create is accepted and the connection closed without an answer
 * @param resultsLateMillis time in milliseconds during which the task is completed without results
 * @param word the status value while the task renders; null: the usual one
 */
@RegisterForReflection
public record ScriptedFaults(String failCode, int status, long delayMillis, boolean resetAfterAccept, long resultsLateMillis,
        String word) {

    static final ScriptedFaults NONE = new ScriptedFaults(null, 0, 0, false, 0, null);
    private static final Pattern DIRECTIVE = Pattern
            .compile("\\[sandbox:(?:([a-z][a-z0-9-]{0,31}):)?([^\\]=]{0,40})(?:=([^\\]]{0,80}))?]");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,7})(ms|s|m)");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern STATUS = Pattern.compile("[45][0-9]{2}");

    /** The prompt without its directives. */
    static String withoutDirectives(String prompt) {
        return DIRECTIVE.matcher(prompt).replaceAll("");
    }

    /**
     * Reads the directives of a prompt.
     *
     * @param prompt null if there is none
     * @param vendor name of the vendor; directives that name another one are checked and have no effect
     * @param longest maximum time in a directive
     * @throws FailureException 422 on {@code prompt} for an unknown directive or an invalid value. If it were ignored, the
     *         caller's test would pass without the fault.
     */
    static ScriptedFaults of(String prompt, String vendor, Duration longest) {
        ScriptedFaults parsed = NONE;
        List<Fault> faults = new ArrayList<>();
        Matcher directives = DIRECTIVE.matcher(prompt == null ? "" : prompt);
        while (directives.find()) {
            String value = directives.group(3) == null ? "" : directives.group(3);
            ScriptedFaults next = parsed.withDirective(directives.group(2), value, longest);
            if (next == null) {
                faults.add(new Fault("prompt", "sandbox_word", "prompt contains a [sandbox:…] directive that is unknown or"
                        + " has an invalid value; the maximum time is " + longest.toSeconds() + "s"));
            }
            boolean here = directives.group(1) == null || directives.group(1).equals(vendor);
            parsed = next == null || !here ? parsed : next;
        }
        if (!faults.isEmpty()) {
            throw Failure.invalid(faults).exception();
        }
        return parsed;
    }

    private ScriptedFaults withDirective(String name, String value, Duration longest) {
        long millis = parseMillis(value, longest);
        boolean code = CODE.matcher(value).matches();
        switch (name) {
            case "fail":
                return code ? new ScriptedFaults(value, status, delayMillis, resetAfterAccept, resultsLateMillis, word)
                        : null;
            case "word":
                return code
                        ? new ScriptedFaults(failCode, status, delayMillis, resetAfterAccept, resultsLateMillis, value)
                        : null;
            case "status":
                return STATUS.matcher(value).matches() ? new ScriptedFaults(failCode, Integer.parseInt(value),
                        delayMillis, resetAfterAccept, resultsLateMillis, word) : null;
            case "delay":
                return millis < 0 ? null
                        : new ScriptedFaults(failCode, status, millis, resetAfterAccept, resultsLateMillis, word);
            case "results-late":
                return millis < 0 ? null
                        : new ScriptedFaults(failCode, status, delayMillis, resetAfterAccept, millis, word);
            case "reset-after-accept":
                return value.isEmpty()
                        ? new ScriptedFaults(failCode, status, delayMillis, true, resultsLateMillis, word)
                        : null;
            default:
                return null;
        }
    }

    /** The time in milliseconds; -1 if the value is not a time or is too long. */
    private static long parseMillis(String value, Duration longest) {
        Matcher time = TIME.matcher(value);
        if (!time.matches()) {
            return -1;
        }
        long unit = switch (time.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            default -> 60_000;
        };
        long millis = Long.parseLong(time.group(1)) * unit;
        return millis <= longest.toMillis() ? millis : -1;
    }

    /** The answer to a create with {@code [sandbox:status=…]}, in the vendor's envelope. */
    Failure toFailure() {
        String type = switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "insufficient_quota";
            case 403 -> "permission_error";
            case 404 -> "not_found";
            case 409 -> "conflict";
            case 429 -> "rate_limit_error";
            case 502, 503, 504 -> Failure.SERVICE_UNAVAILABLE;
            default -> status >= 500 ? "server_error" : Failure.INVALID_REQUEST;
        };
        Duration retry = status == 429 || status == 503 ? Duration.ofSeconds(1) : null;
        return new Failure(status, type, "sandbox_told", "The prompt requests the status " + status + ".", List.of(),
                retry);
    }
}
