package dev.mantissa.lib.quant;

import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;

/**
 * The error of schemes that search for their scales, which no formula gives: by packing a fixed
 * sample. What is taken from the sample is only how much better the scheme is than plain absmax
 * scales in the same groups; that ratio scatters far less than either error, as both grow with the
 * largest weights that happen to be in it. Order statistics say what absmax errs.
 */
final class SampledError {
    private static final int SIZE = 1 << 17;
    private static final int USUAL_COLS = 1024;

    /** So few weights take levels of their own: absmax errs by rounding alone. */
    private static final int FEW = 4;

    private static final long SEED = 0x5eed_0f_5ca1e5L;

    private SampledError() {}

    /**
     * @param scheme unrotated
     * @param group weights that share a scale; of more than the sample has, the sample is one
     */
    static double of(QuantScheme scheme, WeightDistribution weights, long group) {
        int cols = USUAL_COLS;
        if (group < scheme.group()) {
            cols = (int) Math.min(group, scheme.group() == QuantScheme.ROW ? SIZE : USUAL_COLS);
        }
        long most = scheme.group() == QuantScheme.TENSOR ? Math.min(SIZE, group) : SIZE;
        int rows = (int) Math.max(1, most / cols);
        float[] values = weights.sample(rows * cols, SEED);
        QuantTensor packed =
                scheme.encode(Matrix.rowMajor(MemorySegment.ofArray(values), rows, cols));
        double error = 0;
        double norm = 0;
        float[] row = new float[cols];
        for (int i = 0; i < rows; i++) {
            packed.read(i, 0, cols, row, 0);
            for (int j = 0; j < cols; j++) {
                double difference = (double) row[j] - values[i * cols + j];
                error += difference * difference;
                norm += (double) values[i * cols + j] * values[i * cols + j];
            }
        }
        if (group < FEW) {
            return Math.sqrt(error / norm);
        }
        int shared = (int) Math.min(group, values.length);
        int highest = Math.max(1, (1 << (scheme.bits() - 1)) - 1);
        double plain = absmax(values, shared, cols, highest);
        double expected = AbsmaxError.of(weights, AbsmaxError.symmetric(highest), shared);
        return expected * Math.sqrt(error / plain);
    }

    /** Squared error of absmax scales; no group goes beyond a row unless it holds whole rows. */
    private static double absmax(float[] values, int group, int cols, int highest) {
        double error = 0;
        int step = group <= cols ? cols : values.length;
        for (int row = 0; row < values.length; row += step) {
            for (int from = row; from < row + step; from += group) {
                int count = Math.min(group, row + step - from);
                error += plain(values, from, count, highest);
            }
        }
        return error;
    }

    private static double plain(float[] values, int from, int count, int highest) {
        double scale = ScaleSearch.largest(values, from, count) / (double) highest;
        double error = 0;
        for (int i = from; i < from + count; i++) {
            double difference = values[i] - Math.rint(values[i] / scale) * scale;
            error += difference * difference;
        }
        return error;
    }
}
