package dev.mantissa.lib.engine;

import dev.mantissa.lib.tensor.Matrix;

/** The columns of a matrix as rows. */
record MatrixColumns(Matrix b) implements RowSource {
    @Override
    public int rows() {
        return b.cols();
    }

    @Override
    public int cols() {
        return b.rows();
    }

    @Override
    public void read(int row, int col, int count, float[] to, int at) {
        Packing.packRow(b.transposed(), row, col, count, to, at);
    }
}
