package dev.mantissa.lib.engine;

import dev.mantissa.lib.tensor.Matrix;

/** The right factor of a product, [k, n], as something that can be packed panel by panel. */
interface Panels {
    int rows();

    int cols();

    /**
     * Rows [k, k + kc) and columns [col, col + {@link MicroKernel#NR}) as one panel from index
     * {@code at}, not rounded; columns beyond the last are 0.
     */
    void pack(Tiles tiles, int k, int kc, int col, float[] to, int at);

    /** A matrix as it is. */
    static Panels of(Matrix b) {
        return new OfMatrix(b);
    }

    /** The transpose of packed weights [n, k]. */
    static Panels transposed(RowSource weights) {
        return new OfRows(weights);
    }

    /** A matrix. */
    record OfMatrix(Matrix b) implements Panels {
        @Override
        public int rows() {
            return b.rows();
        }

        @Override
        public int cols() {
            return b.cols();
        }

        @Override
        public void pack(Tiles tiles, int k, int kc, int col, float[] to, int at) {
            Packing.packB(tiles, b, k, kc, col, to, at);
        }
    }

    /** Rows that become columns. */
    record OfRows(RowSource weights) implements Panels {
        @Override
        public int rows() {
            return weights.cols();
        }

        @Override
        public int cols() {
            return weights.rows();
        }

        @Override
        public void pack(Tiles tiles, int k, int kc, int col, float[] to, int at) {
            Packing.packColumns(weights, k, kc, col, to, at);
        }
    }
}
