package org.zoneledger.launcher;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells the person at the keyboard what happens and how long it took. */
public final class Progress {
    private final PrintStream out;
    private final long began = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Does one stage, named before it starts and timed when it ends. */
    public void stage(String name, Runnable work) {
        stage(name, () -> {
            work.run();
            return "";
        });
    }

    /** As {@link #stage(String, Runnable)}; the work gives a word about its result. */
    public void stage(String name, Supplier<String> work) {
        stage(name, work, Function.identity());
    }

    /** As {@link #stage(String, Runnable)}, with a result and a word about it. */
    public <T> T stage(String name, Supplier<T> work, Function<T, String> word) {
        out.printf(Locale.ROOT, "  %-38s", name);
        out.flush();
        long start = System.nanoTime();
        try {
            T result = work.get();
            out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(start), word.apply(result));
            return result;
        } catch (RuntimeException e) {
            out.printf(Locale.ROOT, "failed after %.1f s%n", seconds(start));
            throw e;
        }
    }

    /** Says a line. */
    public void say(String line) {
        out.println(line);
    }

    /** Says what was reached, and how long all of it took. */
    public void finished(String what) {
        out.printf(Locale.ROOT, "%s, after %.1f s%n", what, seconds(began));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
