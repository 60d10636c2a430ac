package dev.mantissa.lib.engine;

import dev.mantissa.lib.tensor.Matrix;

/**
 * Rows of x rounded to 8-bit integers, block by block of 32: scale = largest magnitude / 127, code
 * = x · (1 / scale) rounded, ties to even. Blocks of magnitudes below 2^-100 are 0; one with an
 * infinity or a NaN has a scale of NaN. What is missing of the last block is 0.
 */
final class RoundedRows {
    static final int BLOCK = PackedWeights.BLOCK;

    private static final int HIGHEST = 127;
    private static final float SMALLEST = 0x1p-100f;

    private final int rows;
    private final int blocks;
    private final byte[] codes;
    private final float[] scales;

    /**
     * @param x [rows, k]
     * @param unit what scales are multiplied by
     */
    RoundedRows(WorkerPool pool, Matrix x, float unit) {
        rows = x.rows();
        blocks = (x.cols() + BLOCK - 1) / BLOCK;
        codes = new byte[rows * blocks * BLOCK];
        scales = new float[rows * blocks];
        pool.run("matmul", rows, row -> round(x, row, unit));
    }

    private void round(Matrix x, int row, float unit) {
        float[] values = new float[blocks * BLOCK];
        Packing.packRow(x, row, 0, x.cols(), values, 0);
        for (int b = 0; b < blocks; b++) {
            round(values, b * BLOCK, row * blocks + b, unit);
        }
    }

    private void round(float[] values, int from, int block, float unit) {
        float largest = 0;
        for (int i = 0; i < BLOCK; i++) {
            largest = Math.max(largest, Math.abs(values[from + i]));
        }
        if (!Float.isFinite(largest) || largest < SMALLEST) {
            scales[block] = Float.isFinite(largest) ? 0 : Float.NaN;
            return;
        }
        float scale = largest / HIGHEST;
        float inverse = 1 / scale;
        for (int i = 0; i < BLOCK; i++) {
            codes[block * BLOCK + i] = (byte) Math.rint(values[from + i] * inverse);
        }
        scales[block] = scale * unit;
    }

    int rows() {
        return rows;
    }

    int blocks() {
        return blocks;
    }

    /** Codes [rows, blocks, 32]. */
    byte[] codes() {
        return codes;
    }

    /** Scales [rows, blocks], times the unit. */
    float[] scales() {
        return scales;
    }
}
