package dev.mantissa.lib.tensorcore;

import java.util.Arrays;

/**
 * The sums of some rows and of as many columns as a kernel has lanes, row by row, before and after
 * a block; and what is known of the block in between.
 */
final class Tile {
    final int rows;
    final int lanes;
    float[] before;
    float[] after;

    /** Total of each sum, in units of 2^(its top exponent - fraction bits). */
    final int[] totals;

    /** Largest exponent among the terms of each sum. */
    final int[] tops;

    /** Negative where {@link #totals} is of no use. */
    final int[] faults;

    Tile(int rows, int lanes) {
        this.rows = rows;
        this.lanes = lanes;
        int size = rows * lanes;
        before = new float[size];
        after = new float[size];
        totals = new int[size];
        tops = new int[size];
        faults = new int[size];
    }

    /** Takes the sums from c [.., n]. */
    void load(float[] c, int n, int row, int col, int cols) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(c, (row + r) * n + col, before, r * lanes, cols);
        }
    }

    /** Puts the sums into c [.., n]. */
    void store(float[] c, int n, int row, int col, int cols) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(before, r * lanes, c, (row + r) * n + col, cols);
        }
    }

    /** Adds the sums to those of c [.., n], to nearest even, and begins again at zero. */
    void promote(float[] c, int n, int row, int col, int cols) {
        for (int r = 0; r < rows; r++) {
            for (int lane = 0; lane < cols; lane++) {
                int at = (row + r) * n + col + lane;
                float sum = c[at] + before[r * lanes + lane];
                c[at] = Float.isNaN(sum) ? SumFormat.F32.nan() : sum;
            }
        }
        Arrays.fill(before, 0);
    }

    /** What came after is what comes before the next block. */
    void advance() {
        float[] last = before;
        before = after;
        after = last;
    }
}
