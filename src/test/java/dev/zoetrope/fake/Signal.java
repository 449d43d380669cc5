package dev.zoetrope.fake;

import java.util.concurrent.TimeUnit;

/** What the system tells a process. */
public enum Signal {
    /** It stands still. */
    STOP,
    /** It goes on. */
    CONT;

    /** Returns once it is sent. */
    public void to(long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name(), Long.toString(pid)).start();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("kill -" + name() + " failed");
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
