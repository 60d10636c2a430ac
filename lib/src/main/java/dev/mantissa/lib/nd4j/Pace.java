package dev.mantissa.lib.nd4j;

import java.time.Duration;

/** How fast a training run goes, and when it is time to report. */
final class Pace {
    private static final long BETWEEN_NANOS = Duration.ofMillis(250).toNanos();

    /** A gap this long, and much longer than an iteration, means that another run has begun. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

    private static final int PAUSE_ITERATIONS = 5;

    private long iterations;
    private long startNanos;
    private long lastNanos;
    private long toldNanos;

    /** An iteration is done at time {@code now}. */
    void iteration(long now) {
        if (iterations == 0 || isPause(now)) {
            restart(now);
        }
        iterations++;
        lastNanos = now;
    }

    /** The next iteration is the first of a run. */
    void restart(long now) {
        iterations = 0;
        startNanos = now;
        lastNanos = now;
        toldNanos = now;
    }

    /** True a few times per second, from the second iteration on. */
    boolean isDue(long now) {
        if (iterations < 2 || now - toldNanos < BETWEEN_NANOS) {
            return false;
        }
        toldNanos = now;
        return true;
    }

    long iterations() {
        return iterations;
    }

    double seconds() {
        return (lastNanos - startNanos) / 1e9;
    }

    /** "0.42 per second", "87 per second", "1,250 per second". */
    String rate() {
        double perSecond = (iterations - 1) / Math.max(seconds(), 1e-9);
        String figure = perSecond < 10 ? "%.2f".formatted(perSecond) : "%,.0f".formatted(perSecond);
        return figure + " per second";
    }

    private boolean isPause(long now) {
        if (iterations < 2) {
            return false;
        }
        long usual = (lastNanos - startNanos) / (iterations - 1);
        return now - lastNanos > Math.max(PAUSE_NANOS, PAUSE_ITERATIONS * usual);
    }
}
