package dev.mantissa.lib.bench;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A case while it is measured. */
final class Lane {
    /** Warm-up looks at this many last samples to see whether times have settled. */
    private static final int WINDOW = 10;

    private static final double SETTLED = 0.03;

    final BenchCase bench;
    @Nullable Accuracy accuracy;
    int repetitions = 1;
    long allocatedBytes = -1;
    private double[] warmUp = new double[16];
    private double[] samples = new double[64];
    private int warmUps;
    private int count;

    Lane(BenchCase bench) {
        this.bench = bench;
    }

    boolean wrong() {
        return accuracy != null && !accuracy.error().pass();
    }

    void addWarmUp(double nanos) {
        warmUp = warmUps == warmUp.length ? Arrays.copyOf(warmUp, 2 * warmUps) : warmUp;
        warmUp[warmUps++] = nanos;
    }

    void add(double nanos) {
        samples = count == samples.length ? Arrays.copyOf(samples, 2 * count) : samples;
        samples[count++] = nanos;
    }

    /** Takes the first samples for warm-up after all. */
    void discard(int first) {
        for (int i = 0; i < first; i++) {
            addWarmUp(samples[i]);
        }
        samples = Arrays.copyOfRange(samples, first, samples.length);
        count -= first;
    }

    /** How many of the first samples are slower than the rest because it was still warming up. */
    int stillWarmingUp() {
        Drift drift = Drift.of(samples());
        return drift.shown() && drift.change() < 0 && drift.at() <= count / 2 ? drift.at() : 0;
    }

    int count() {
        return count;
    }

    double[] samples() {
        return Arrays.copyOf(samples, count);
    }

    double[] warmUps() {
        return Arrays.copyOf(warmUp, warmUps);
    }

    /** Whether the last samples of the warm-up keep their level. */
    boolean settled() {
        if (warmUps < WINDOW) {
            return false;
        }
        double[] last = Arrays.copyOfRange(warmUp, warmUps - WINDOW, warmUps);
        double first = Statistics.median(Arrays.copyOfRange(last, 0, WINDOW / 2));
        double second = Statistics.median(Arrays.copyOfRange(last, WINDOW / 2, WINDOW));
        return Math.abs(second / first - 1) < SETTLED;
    }

    /** Whether its interval is as narrow as the protocol asks. */
    boolean narrow(Protocol protocol) {
        double[] all = samples();
        return count >= protocol.leastSamples()
                && protocol.bootstrap().median(all).halfWidth(Statistics.median(all))
                        <= protocol.halfWidth();
    }
}
