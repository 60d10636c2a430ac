package dev.mantissa.lib.quant;

import dev.mantissa.lib.tensor.Matrix;

/**
 * A way to store weights in few bits. One implementation is one file, made known by one line in
 * {@link QuantSchemes}; what can be chosen about it is in its {@link QuantOptions}.
 *
 * <p>What {@link #pack} stores and {@link #unpack} reads are the rows as they lie in memory: where
 * the options ask for a rotation, {@link QuantTensor} rotates before and after.
 */
public interface QuantScheme {
    /** Weights whose codes are packed together in the schemes with planes of their own. */
    int BLOCK = 32;

    /** As a group: every weight of a row. */
    int ROW = 1 << 29;

    /** As a group: every weight of the matrix. */
    int TENSOR = 1 << 30;

    /** Lower-case name, as typed: "q4". */
    String name();

    /** One sentence for tables and help. */
    String summary();

    /** Bits per code, without scales: 8, 6, 5, 4, 3, 2 or 1. */
    int bits();

    /** What has been chosen about it. */
    QuantOptions options();

    /**
     * The same scheme with other options.
     *
     * @throws dev.mantissa.lib.UsageException if it does not have them, naming those that it has
     */
    QuantScheme with(QuantOptions options);

    /** Weights that share a scale: 16 to 256, {@link #ROW} or {@link #TENSOR}. */
    default int group() {
        return options().group();
    }

    /**
     * The same scheme with another group.
     *
     * @throws dev.mantissa.lib.UsageException if there is no such group
     */
    default QuantScheme withGroup(int group) {
        return with(options().withGroup(group));
    }

    /** How a scale is found: "absmax", "search" or "absmean". */
    default String scaleChoice() {
        return options().rule().text();
    }

    /** Bits per weight with what goes with the codes, where rows are whole groups. */
    double bitsPerWeight();

    /** Relative RMS error expected on normally distributed weights, in rows of 4096. */
    default double expectedError() {
        return expectedError(WeightDistribution.NORMAL);
    }

    /** Relative RMS error expected on such weights, in rows of 4096 and as many rows. */
    default double expectedError(WeightDistribution weights) {
        return expectedError(weights, ExpectedError.ROWS, ExpectedError.COLS);
    }

    /**
     * Relative RMS error expected on weights [rows, cols]: the norm of what is lost over the norm
     * of the weights.
     */
    default double expectedError(WeightDistribution weights, int rows, int cols) {
        return ExpectedError.of(this, weights, rows, cols);
    }

    /**
     * The same where theory has it: by order statistics of the group.
     *
     * @param group weights that share a scale
     * @return NaN where only a sample can tell, because scales are searched for
     */
    default double analyticError(WeightDistribution weights, long group) {
        return Double.NaN;
    }

    /** {@link #tolerance(WeightDistribution, int, int)} of normal weights in one long row. */
    default double tolerance(long weights) {
        int cols = (int) Math.clamp(weights, 1, ExpectedError.COLS);
        int rows = (int) Math.clamp(Math.ceilDiv(weights, cols), 1, Integer.MAX_VALUE);
        return tolerance(WeightDistribution.NORMAL, rows, cols);
    }

    /**
     * Largest relative RMS error that weights [rows, cols] of that distribution may show: the
     * expected one, its scatter over that many groups, and the resolution of f16 scales.
     */
    default double tolerance(WeightDistribution weights, int rows, int cols) {
        double expected = expectedError(weights, rows, cols);
        double groups = Math.max(1, (double) rows * cols / Math.min(group(), cols));
        return expected * (1.02 + weights.scatter() / Math.sqrt(groups)) + 1e-4;
    }

    /** Largest magnitude that can be stored. */
    double largestWeight();

    /** Planes for weights [rows, cols], all zero. */
    QuantTensor allocate(int rows, int cols);

    /**
     * Finds scales and codes of one row and stores them.
     *
     * @param weights finite, of magnitude {@link #largestWeight()} or less; the whole row
     */
    void pack(float[] weights, int row, QuantTensor into);

    /**
     * Reads stored weights [row, col] to [row, col + count - 1] into {@code to} from {@code at}.
     */
    void unpack(QuantTensor from, int row, int col, int count, float[] to, int at);

    /**
     * Packs weights [n, k] of f32.
     *
     * @throws dev.mantissa.lib.UsageException if a weight is not finite or too large, saying where
     */
    default QuantTensor encode(Matrix weights) {
        return QuantEncoder.encode(this, weights);
    }
}
