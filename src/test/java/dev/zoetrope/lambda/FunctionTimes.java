package dev.zoetrope.lambda;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The program of {@code bench/function}: how long a function needs from its start until it asks for its first event, and for
 * its
 * first and second create. Prints one row of a table: medians, least and most in parentheses.
 */
final class FunctionTimes {
    private final List<Double> init = new ArrayList<>();
    private final List<Double> initCpu = new ArrayList<>();
    private final List<Double> first = new ArrayList<>();
    private final List<Double> firstCpu = new ArrayList<>();
    private final List<Double> second = new ArrayList<>();

    private FunctionTimes() {
    }

    /** @param arguments the number of functions that are started, one after the other; 5 if absent */
    public static void main(String[] arguments) throws InterruptedException {
        int rounds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        FunctionTimes times = new FunctionTimes();
        try (Surroundings around = new Surroundings()) {
            times.measure(around, "unmeasured", new FunctionTimes());
            for (int round = 0; round < rounds; round++) {
                times.measure(around, "round " + round, times);
            }
        }
        System.out.printf(
                "| init, ms | CPU s of it | first create, ms | CPU s of it | second create, ms |%n|---|---|---|---|---|%n"
                        + "| %s | %s | %s | %s | %s |%n",
                median(times.init, 0), median(times.initCpu, 2), median(times.first, 0),
                median(times.firstCpu, 2), median(times.second, 0));
        System.exit(0);
    }

    /** Starts one function. The first function also creates the tables of the database, so main does not count it. */
    private void measure(Surroundings around, String name, FunctionTimes into) throws InterruptedException {
        long began = System.nanoTime();
        try (Function function = around.start(Map.of())) {
            if (!function.frozen()) {
                throw new IllegalStateException("the function does not start:\n" + function.output());
            }
            into.init.add(millisSince(began));
            double started = seconds(function.cpu());
            into.initCpu.add(started);
            into.first.add(create(function, name + " first"));
            into.firstCpu.add(seconds(function.cpu()) - started);
            into.second.add(create(function, name + " second"));
        }
    }

    private static double create(Function function, String prompt) {
        long began = System.nanoTime();
        Answer answer = function.invoke(Surroundings.create(prompt));
        if (answer.status() != 200) {
            throw new IllegalStateException("a create is refused: " + answer.json());
        }
        return millisSince(began);
    }

    private static double millisSince(long began) {
        return (System.nanoTime() - began) / 1e6;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static String median(List<Double> values, int digits) {
        Collections.sort(values);
        String form = "%." + digits + "f";
        return String.format(Locale.ROOT, form + " (" + form + " to " + form + ")", values.get(values.size() / 2),
                values.get(0),
                values.get(values.size() - 1));
    }
}
