package dev.mantissa.lib.engine;

import dev.mantissa.lib.tensor.Matrix;

/**
 * The innermost parts of a product of f32 matrices. Every implementation keeps each sum as a chain
 * of fused multiply-adds along k, so that all give the same bits where there is such an
 * instruction.
 */
interface Tiles {

    /**
     * Rows [row, row + rows) and columns [k, k + kc) of a as panels of {@link MicroKernel#MR} rows
     * from index {@code at}, each column after column, not rounded; missing rows are 0.
     */
    void pack(Matrix a, int row, int rows, int k, int kc, float[] to, int at);

    /**
     * Rows [k, k + kc) of b, whose columns lie contiguous, as one panel of {@link MicroKernel#NR}
     * columns from {@code col}, row after row, not rounded; missing columns are 0.
     */
    void packColumns(Matrix b, int k, int kc, int col, float[] to, int at);

    /**
     * Rows [row, row + rows) and columns [col, col + cols) of c, at most {@link MicroKernel#NR} of
     * them: c = alpha · a · b + beta · c; with beta = 0, c is not read.
     *
     * @param a panels that follow each other, from index {@code ao}
     * @param b one panel, from index {@code bo}
     * @param kc columns of the panels of a, rows of that of b
     */
    void multiply(float[] a, int ao, float[] b, int bo, int kc, Target c);

    /** A part of c. */
    record Target(Matrix c, int row, int col, int rows, int cols, float alpha, float beta) {}
}
