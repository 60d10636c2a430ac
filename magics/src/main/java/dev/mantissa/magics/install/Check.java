package dev.mantissa.magics.install;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param detail what was found, or what is wrong
 * @param remedy what to do about it; null if all is well
 * @param nanos how long it took
 */
public record Check(String name, String detail, @Nullable String remedy, long nanos) {
    public boolean ok() {
        return remedy == null;
    }

    static Check good(String name, String detail) {
        return new Check(name, detail, null, 0);
    }

    static Check bad(String name, String detail, String remedy) {
        return new Check(name, detail, remedy, 0);
    }

    /** Runs a test that gives its finding; an exception is a failure with that remedy. */
    static Check timed(String name, String remedy, Callable<String> test) {
        long begin = System.nanoTime();
        try {
            String found = test.call();
            return new Check(name, found, null, System.nanoTime() - begin);
        } catch (Exception e) {
            String what = e.getMessage() == null ? e.toString() : e.getMessage();
            return new Check(name, what, remedy, System.nanoTime() - begin);
        }
    }

    /** A line for a terminal, and one with the remedy. */
    public String text() {
        String time = nanos == 0 ? "" : String.format(Locale.ROOT, "  (%.0f ms)", nanos / 1e6);
        String line =
                String.format(
                        Locale.ROOT, "%-5s %-18s %s%s", ok() ? "ok" : "FAIL", name, detail, time);
        return ok() ? line : line + "\n      -> " + remedy;
    }
}
