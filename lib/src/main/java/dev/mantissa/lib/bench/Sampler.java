package dev.mantissa.lib.bench;

import dev.mantissa.lib.engine.CancelledException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Takes one sample of one case: so many executions between two readings of the clock. */
final class Sampler {
    private static final int MOST_REPETITIONS = 1 << 26;
    private static final String WORK = "%bench";

    private final Ticker ticker;
    private volatile @Nullable Object sink;

    Sampler(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * Nanoseconds per execution.
     *
     * @throws CancelledException if the thread was interrupted
     */
    double sample(BenchCase bench, int repetitions) throws Exception {
        CancelledException.check(WORK);
        return bench.scope().within(() -> timed(bench.body(), repetitions));
    }

    private double timed(Callable<? extends @Nullable Object> body, int repetitions)
            throws Exception {
        long start = ticker.nanos();
        for (int i = 0; i < repetitions; i++) {
            sink = body.call();
        }
        return (double) (ticker.nanos() - start) / repetitions;
    }

    /** How many executions take at least {@code leastNanos}, a power of two. */
    int repetitions(BenchCase bench, long leastNanos) throws Exception {
        int repetitions = 1;
        while (repetitions < MOST_REPETITIONS
                && sample(bench, repetitions) * repetitions < leastNanos) {
            repetitions *= 2;
        }
        return repetitions;
    }

    /** Nanoseconds that one execution of nothing takes: the cost of measuring. */
    double overheadNanos() throws Exception {
        Object nothing = new Object();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 20; i++) {
            least = Math.min(least, timed(() -> nothing, 10_000));
        }
        return least;
    }
}
