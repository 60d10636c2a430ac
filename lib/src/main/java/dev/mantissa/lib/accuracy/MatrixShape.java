package dev.mantissa.lib.accuracy;

import java.util.List;

/** A weight matrix's size: {@code rows} outputs, each a sum over {@code cols} inputs. */
public record MatrixShape(int rows, int cols) {
    private static final int WIDEST_HEAD = 64;

    /**
     * The shapes of the suite: one line adds one. The third is no multiple of a block, nor of a
     * vector, in either direction.
     */
    private static final List<MatrixShape> ALL =
            List.of(
                    new MatrixShape(32, 64),
                    new MatrixShape(256, 512),
                    new MatrixShape(99, 300),
                    new MatrixShape(2048, 2048));

    public static List<MatrixShape> all() {
        return ALL;
    }

    /** Number of elements. */
    public long elements() {
        return (long) rows * cols;
    }

    /** The same turned round. */
    MatrixShape transposed() {
        return new MatrixShape(cols, rows);
    }

    /** Width of one attention head where the heads have {@link #rows} outputs together. */
    int headWidth() {
        int width = Math.min(WIDEST_HEAD, Math.max(1, rows / 2));
        while (rows % width != 0) {
            width--;
        }
        return width;
    }

    /**
     * Effective number of independent squares in ‖E·x‖² for {@code inputs} random vectors x and a
     * random matrix E of this shape: ‖E‖⁴ / ‖EᵀE‖² in Frobenius norms, n·k / (n + k), for each.
     */
    double degreesOfFreedom(int inputs) {
        return inputs * (double) elements() / (rows + cols);
    }

    /** "256x512". */
    @Override
    public String toString() {
        return rows + "x" + cols;
    }
}
