package dev.zoetrope.boot;

import java.net.BindException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.QuarkusBindException;

/**
 * Reports a failed start. The last line on the console names the setting and the reason. Only an unexpected failure has a
 * stack trace.
 */
final class StartFailure {
    private static final Logger LOG = Logger.getLogger(StartFailure.class);
    private static final int MAX_CAUSES = 20;
    private static final int MAX_LINE_LENGTH = 1500;
    /** The name of a setting. The names of this program's packages do not match, because they begin with {@code dev.}. */
    private static final Pattern SETTING = Pattern.compile("(?<![.\\w\"])(zoetrope|quarkus)\\.[a-z]");
    private static final Pattern CONVERSION_FAILURE = Pattern.compile(
            "The config property (\\S+) with the config value \"(.*?)\" threw an Exception whilst being converted (.*)");
    private static final Pattern MESSAGE_PREFIX = Pattern
            .compile("(Configuration validation failed:\\s*|SRCFG[0-9]+: |java\\.lang\\.[A-Za-z]+: )");

    private StartFailure() {
    }

    /**
     * Reports a failure and sets the exit code. Quarkus calls it when the application has stopped.
     *
     * @param code the exit code
     * @param failure the reason why the start failed; null if the start succeeded
     */
    static void report(int code, Throwable failure) {
        if (failure != null && LaunchMode.current() == LaunchMode.NORMAL) {
            Optional<String> reason = reason(failure);
            if (reason.isEmpty()) {
                LOG.error("unexpected failure", failure);
            }
            System.err.println("Zoetrope does not start: " + reason.orElseGet(() -> oneLine(failure.toString())));
        } else if (failure != null) {
            LOG.error("The start failed", failure);
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
    }

    /** The reason in one line, for the operator; empty if the failure is unexpected. */
    static Optional<String> reason(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable one = failure; one != null && chain.size() < MAX_CAUSES; one = one.getCause()) {
            chain.add(one);
        }
        return portReason(chain).or(() -> conversionReason(chain)).or(() -> settingReason(chain)).map(StartFailure::oneLine);
    }

    private static Optional<String> portReason(List<Throwable> chain) {
        for (int i = 0; i < chain.size(); i++) {
            if (chain.get(i) instanceof QuarkusBindException taken) {
                return Optional.of("quarkus.http.port: cannot listen on port " + taken.getPort() + " of " + taken.getHost()
                        + " (" + taken.getMessage() + ")");
            }
            if (chain.get(i) instanceof BindException taken && i > 0) {
                return Optional
                        .of("quarkus.management.port: " + chain.get(i - 1).getMessage() + " (" + taken.getMessage() + ")");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> conversionReason(List<Throwable> chain) {
        Set<String> found = new LinkedHashSet<>();
        for (Throwable one : chain) {
            Matcher problem = CONVERSION_FAILURE.matcher(message(one));
            while (problem.find()) {
                found.add(problem.group(1) + ": \"" + problem.group(2) + "\" cannot be read ("
                        + MESSAGE_PREFIX.matcher(problem.group(3)).replaceAll("").strip() + ")");
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
    }

    private static Optional<String> settingReason(List<Throwable> chain) {
        return chain.stream().map(StartFailure::message).filter(text -> SETTING.matcher(text).find())
                .reduce((outer, inner) -> inner)
                .map(text -> MESSAGE_PREFIX.matcher(text).replaceAll(""));
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? "" : failure.getMessage();
    }

    private static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.length() <= MAX_LINE_LENGTH ? line : line.substring(0, MAX_LINE_LENGTH) + "…";
    }
}
