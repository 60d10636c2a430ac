package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.RangeOptions.Overflow;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much it errs to store results in a narrow format: by rounding a fixed sample of N(0,k), which
 * is what sums of k products of N(0,1) are. Relative to the norm; infinite where a value is.
 */
final class StoredSample {
    private static final long MOST_TERMS = 1 << 20;

    private record Key(NumberFormat format, Overflow overflow, long terms) {}

    private static final Map<Key, Double> ERRORS = new ConcurrentHashMap<>();

    private StoredSample() {}

    /** Of results that are sums of {@code k} terms. */
    static double error(NumberFormat format, Overflow overflow, long k) {
        Key key = new Key(format, overflow, Math.clamp(k, 1, MOST_TERMS));
        return ERRORS.computeIfAbsent(key, StoredSample::measured);
    }

    private static double measured(Key key) {
        float[] values = RoundingSample.sample();
        float deviation = (float) Math.sqrt(key.terms());
        for (int i = 0; i < values.length; i++) {
            values[i] *= deviation;
        }
        float[] stored = values.clone();
        key.format().round(stored, 0, stored.length);
        double error = 0;
        double whole = 0;
        for (int i = 0; i < values.length; i++) {
            boolean clamped = key.overflow() == Overflow.CLAMP && Float.isInfinite(stored[i]);
            double value = clamped ? Math.copySign(key.format().largest(), stored[i]) : stored[i];
            error += (value - values[i]) * (value - values[i]);
            whole += (double) values[i] * values[i];
        }
        return Math.sqrt(error / whole);
    }
}
