package dev.zoetrope.fake;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.jboss.logmanager.formatters.PatternFormatter;

/** What some loggers say while this is open: a line each, of category, message, stack trace if any, and level. */
public final class LogLines extends Handler implements AutoCloseable {
    private static final PatternFormatter FORM = new PatternFormatter("%c %s%e %p");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Logger> loggers;

    private LogLines(Stream<String> names) {
        loggers = names.map(Logger::getLogger).toList();
        setLevel(Level.ALL);
        loggers.forEach(logger -> logger.addHandler(this));
    }

    /** The lines of one class. */
    public LogLines(Class<?> source) {
        this(Stream.of(source.getName()));
    }

    /** All lines. Those of requests and tasks have a handler of their own and do not reach the root logger. */
    public static LogLines all() {
        return new LogLines(Stream.of("", "dev.zoetrope.access", "dev.zoetrope.task"));
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The lines that contain all these words. */
    public List<String> with(String... words) {
        return lines.stream().filter(line -> List.of(words).stream().allMatch(line::contains)).toList();
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(FORM.format(line));
    }

    @Override
    public void flush() {
        // nothing is buffered
    }

    @Override
    public void close() {
        loggers.forEach(logger -> logger.removeHandler(this));
    }
}
