package dev.mantissa.lib.quant;

import dev.mantissa.lib.tensor.DType;
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
    public Calibrated encode(QuantScheme scheme, Matrix weights, Matrix x) {
        LayerSample.check(weights, x);
        double[] sizes = logSizes(x);
        int[] most = largestExponents(weights, QuantEncoder.largestWeight(scheme));
        Tensor measured = some(x);
        Calibrated best = new Calibrated(scheme.encode(weights));
        double least = outputError(weights, best, measured);
        float[] before = new float[0];
        for (int i = 1; i <= STEPS; i++) {
            float[] factors = factors(sizes, (double) i / STEPS, most);
            if (Arrays.equals(factors, before)) {
                continue;
            }
            before = factors;
            Matrix scaled = Calibrated.scaled(weights, j -> factors[j]);
            Calibrated trial = new Calibrated(scheme.encode(scaled), factors);
            double error = outputError(weights, trial, measured);
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
            float[] row = Activations.row(x, i);
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

    private static float[] factors(double[] logSizes, double power, int[] most) {
        float[] factors = new float[logSizes.length];
        for (int j = 0; j < factors.length; j++) {
            int exponent = (int) Math.rint(power * logSizes[j]);
            factors[j] = Math.scalb(1f, Math.clamp(exponent, -LARGEST_EXPONENT, most[j]));
        }
        return factors;
    }

    /** Of powers of two that leave each column's weights small enough for the scheme. */
    private static int[] largestExponents(Matrix weights, double limit) {
        float[] largest = new float[weights.cols()];
        for (int i = 0; i < weights.rows(); i++) {
            float[] row = Activations.row(weights, i);
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

    /** Rows spread evenly over the batch. */
    private static Tensor some(Matrix x) {
        int count = Math.min(MEASURED_ROWS, x.rows());
        float[] values = new float[count * x.cols()];
        for (int i = 0; i < count; i++) {
            int row = (int) ((long) i * x.rows() / count);
            System.arraycopy(Activations.row(x, row), 0, values, i * x.cols(), x.cols());
        }
        return Tensor.of(values, count, x.cols());
    }

    /** Sum of squares of x · (weights - stored)ᵀ. */
    private static double outputError(Matrix weights, Calibrated stored, Tensor x) {
        Matrix decoded = stored.decode();
        float[] lost = new float[Math.multiplyExact(weights.rows(), weights.cols())];
        for (int i = 0; i < weights.rows(); i++) {
            float[] of = Activations.row(weights, i);
            float[] kept = Activations.row(decoded, i);
            for (int j = 0; j < of.length; j++) {
                // Transposed, [k, n].
                lost[j * weights.rows() + i] = of[j] - kept[j];
            }
        }
        Tensor output = x.matmul(Tensor.of(lost, weights.cols(), weights.rows()), "highest");
        double sum = 0;
        for (float value : output.to(DType.F32).toArray()) {
            sum += (double) value * value;
        }
        return sum;
    }
}
