package dev.mantissa.lib.quant;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Predicts the relative RMS error of weights of a known distribution. */
final class ExpectedError {
    /** Where no shape is given. */
    static final int ROWS = 4096;

    static final int COLS = 4096;

    private record Key(String scheme, WeightDistribution weights, long group) {}

    private static final Map<Key, Double> KNOWN = new ConcurrentHashMap<>();

    private ExpectedError() {}

    static double of(QuantScheme scheme, WeightDistribution weights, int rows, int cols) {
        QuantOptions plain = scheme.options().withRotated(false).withActivations(Activations.A16);
        QuantScheme stored = scheme.with(plain);
        // A rotation makes weights of any distribution nearly normal.
        WeightDistribution lying = scheme.options().rotated() ? WeightDistribution.NORMAL : weights;
        long group =
                scheme.group() == QuantScheme.TENSOR
                        ? (long) rows * cols
                        : Math.min(scheme.group(), cols);
        Key key = new Key(stored.toString(), lying, group);
        Double known = KNOWN.get(key);
        if (known == null) {
            known = compute(stored, lying, Math.max(1, group));
            KNOWN.put(key, known);
        }
        return known;
    }

    private static double compute(QuantScheme scheme, WeightDistribution weights, long group) {
        double analytic = scheme.analyticError(weights, group);
        return Double.isNaN(analytic) ? SampledError.of(scheme, weights, group) : analytic;
    }
}
