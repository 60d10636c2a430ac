package dev.mantissa.lib.quant;

import dev.mantissa.lib.tensor.Matrix;
import dev.mantissa.lib.tensor.Tensor;
import java.util.Arrays;

/**
 * Weights of columns with large activations are multiplied before they are packed, and those
 * activations divided, so that rounding takes less from them (AWQ, Lin et al. 2023). Factors are
 * (mean |x| of the column)^a, to the nearest power of two, so that nothing is rounded by them; the
 * a of least output error is taken, and a = 0, which changes nothing, is among those tried.
 */
final class ActivationAware implements Calibration {
    private static final int STEPS = 20;
    private static final int LARGEST_EXPONENT = 14;

    /** Rows of activations that output errors are measured on at most. */
    private static final int MEASURED_ROWS = 512;

    @Override
    public String name() {
        return "awq";
    }

    @Override
    public String summary() {
        return "columns with large activations are scaled up first; goes with every scheme";
    }

    @Override
    public QuantTensor encode(QuantScheme scheme, Matrix weights, Matrix x) {
        LayerSample.check(weights, x);
        double[] sizes = logSizes(x);
        int[] most = largestExponents(weights, QuantEncoder.largestWeight(scheme));
        Tensor measured = OutputError.rows(x, Math.min(MEASURED_ROWS, x.rows()));
        QuantTensor best = scheme.encode(weights);
        double least = OutputError.lost(weights, best.decode(), measured);
        ColumnScales before = ColumnScales.NONE;
        for (int i = 1; i <= STEPS; i++) {
            ColumnScales scales = scales(sizes, (double) i / STEPS, most);
            if (Arrays.equals(scales.exponents(), before.exponents())) {
                continue;
            }
            before = scales;
            QuantTensor trial = scheme.encode(scales.multiplied(weights)).with(scales);
            double error = OutputError.lost(weights, trial.decode(), measured);
            if (error < least) {
                least = error;
                best = trial;
            }
        }
        return best;
    }

    /** log2 of the mean magnitude of each column, less their mean; unused columns count as that. */
    private static double[] logSizes(Matrix x) {
        double[] logs = new double[x.cols()];
        for (int i = 0; i < x.rows(); i++) {
            float[] row = x.row(i);
            for (int j = 0; j < row.length; j++) {
                logs[j] += Math.abs(row[j]);
            }
        }
        for (int j = 0; j < logs.length; j++) {
            logs[j] = logs[j] == 0 ? Double.NaN : Math.log(logs[j]) / Math.log(2);
        }
        double mean = Arrays.stream(logs).filter(Double::isFinite).average().orElse(0);
        return Arrays.stream(logs).map(l -> Double.isNaN(l) ? 0 : l - mean).toArray();
    }

    private static ColumnScales scales(double[] logSizes, double power, int[] most) {
        byte[] exponents = new byte[logSizes.length];
        for (int j = 0; j < exponents.length; j++) {
            int exponent = (int) Math.rint(power * logSizes[j]);
            exponents[j] = (byte) Math.clamp(exponent, -LARGEST_EXPONENT, most[j]);
        }
        return new ColumnScales(exponents);
    }

    /** Of powers of two that leave each column's weights small enough for the scheme. */
    private static int[] largestExponents(Matrix weights, double limit) {
        float[] largest = new float[weights.cols()];
        for (int i = 0; i < weights.rows(); i++) {
            float[] row = weights.row(i);
            for (int j = 0; j < row.length; j++) {
                largest[j] = Math.max(largest[j], Math.abs(row[j]));
            }
        }
        int[] most = new int[largest.length];
        for (int j = 0; j < most.length; j++) {
            double room = largest[j] == 0 ? limit : limit / largest[j];
            most[j] = Math.clamp(Math.getExponent(room), 0, LARGEST_EXPONENT);
        }
        return most;
    }
}
