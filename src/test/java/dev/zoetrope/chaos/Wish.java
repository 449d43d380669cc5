package dev.zoetrope.chaos;

import java.util.ArrayList;
import java.util.List;

/**
 * One video somebody wants once. Its caller's thread writes down what it was told; read when that has ended.
 */
final class Wish {
    private static final String PROMPT = "wish ";
    /** Who calls; the key of each is {@code key-of-} and the name. */
    static final List<String> CALLERS = List.of("alice", "bob", "carol", "dave");

    /**
     * What one try brought.
     *
     * @param status of the answer; 0 when there was none
     * @param id the task; null when there was none
     * @param began by {@code System.nanoTime()}
     * @param ended likewise
     */
    record Told(int status, String id, long began, long ended) {
        @Override
        public String toString() {
            return (status == 0 ? "nothing" : status + " " + id) + Moments.between(began, ended);
        }
    }

    private final int number;
    private final Manner manner;
    private final List<Told> told = new ArrayList<>(2);

    Wish(int number, Manner manner) {
        this.number = number;
        this.manner = manner;
    }

    int number() {
        return number;
    }

    Manner manner() {
        return manner;
    }

    String caller() {
        return CALLERS.get(number % CALLERS.size());
    }

    /** Nobody else's: the entry in both books. */
    String prompt() {
        return PROMPT + number;
    }

    /** The number of the wish with this prompt. */
    static int number(String prompt) {
        return Integer.parseInt(prompt.substring(PROMPT.length()));
    }

    synchronized void told(Told answer) {
        told.add(answer);
    }

    synchronized List<Told> told() {
        return List.copyOf(told);
    }

    /** The task it was promised; null if none. */
    String acknowledged() {
        return told().stream().filter(answer -> answer.status() == 200).map(Told::id).reduce((a, b) -> b).orElse(null);
    }

    /** Whether every word about it was "not available": then it was never sent. */
    boolean turnedAway() {
        return !told().isEmpty() && told().stream().allMatch(answer -> answer.status() == 503);
    }
}
