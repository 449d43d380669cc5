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
    private static final int DEEPEST_CAUSE = 20;
    private static final int LONGEST_LINE = 1500;
    /** The name of a setting. The names of this program's packages do not match, because they begin with {@code dev.}. */
    private static final Pattern SETTING = Pattern.compile("(?<![.\\w\"])(zoetrope|quarkus)\\.[a-z]");
    private static final Pattern UNREADABLE = Pattern.compile(
            "The config property (\\S+) with the config value \"(.*?)\" threw an Exception whilst being converted (.*)");
    private static final Pattern CODE = Pattern
            .compile("(Configuration validation failed:\\s*|SRCFG[0-9]+: |java\\.lang\\.[A-Za-z]+: )");

    private StartFailure() {
    }

    /**
     * Reports a failure and sets the exit code. Quarkus calls it when the application has stopped.
     *
     * @param code the exit code
     * @param failure the reason why the start failed; null if it succeeded
     */
    static void end(int code, Throwable failure) {
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
        for (Throwable one = failure; one != null && chain.size() < DEEPEST_CAUSE; one = one.getCause()) {
            chain.add(one);
        }
        return port(chain).or(() -> unreadable(chain)).or(() -> named(chain)).map(StartFailure::oneLine);
    }

    private static Optional<String> port(List<Throwable> chain) {
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

    private static Optional<String> unreadable(List<Throwable> chain) {
        Set<String> found = new LinkedHashSet<>();
        for (Throwable one : chain) {
            Matcher problem = UNREADABLE.matcher(text(one));
            while (problem.find()) {
                found.add(problem.group(1) + ": \"" + problem.group(2) + "\" cannot be read ("
                        + CODE.matcher(problem.group(3)).replaceAll("").strip() + ")");
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
    }

    private static Optional<String> named(List<Throwable> chain) {
        return chain.stream().map(StartFailure::text).filter(text -> SETTING.matcher(text).find())
                .reduce((outer, inner) -> inner)
                .map(text -> CODE.matcher(text).replaceAll(""));
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? "" : failure.getMessage();
    }

    private static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }
}
