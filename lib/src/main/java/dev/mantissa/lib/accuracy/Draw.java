package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.engine.WorkerPool;
import dev.mantissa.lib.tensor.Matrix;
import dev.mantissa.lib.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The numbers of one structure in one shape: normally distributed weights and input from fixed
 * seeds, and the f64 result, all computed once and used for every scheme.
 */
final class Draw {
    private static final int MOST_ROWS = 16;
    private static final int FEWEST_ROWS = 4;
    private static final long ROWS_TIMES_WEIGHTS = 1 << 26;

    private final Structure structure;
    private final MatrixShape shape;
    private final List<MatrixShape> shapes;
    private final float[][] weights;
    private final double[] input;
    private final double[] reference;
    private final int rows;
    private final long seed;

    Draw(Structure structure, MatrixShape shape, long seed) {
        this.structure = structure;
        this.shape = shape;
        this.shapes = structure.weights(shape);
        this.seed = seed;
        this.rows =
                (int)
                        Math.clamp(
                                ROWS_TIMES_WEIGHTS / structure.size(shape), FEWEST_ROWS, MOST_ROWS);
        this.weights = new float[shapes.size()][];
        WorkerPool.shared().run("accuracy suite", weights.length, i -> weights[i] = weight(i));
        this.input = wide(Tensor.randn(seed, rows, structure.inputs(shape)).toArray());
        this.reference = structure.forward(shape, input, rows, this::exactly);
    }

    /** N(0, 1/k), so that products keep the size of their input. */
    private float[] weight(int index) {
        MatrixShape s = shapes.get(index);
        float deviation = (float) (1 / Math.sqrt(s.cols()));
        float[] values = Tensor.randn(seed + 1 + index, s.rows(), s.cols()).toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= deviation;
        }
        return values;
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** A product with a weight as it is. */
    double[] exactly(int weight, double[] x, int m) {
        return DoubleProduct.of(x, m, DoubleProduct.rows(weights[weight]), shapes.get(weight));
    }

    Structure structure() {
        return structure;
    }

    MatrixShape shape() {
        return shape;
    }

    /** Shapes of the weights. */
    List<MatrixShape> shapes() {
        return shapes;
    }

    /** A weight, row-major [n, k]; not to be written to. */
    float[] weights(int index) {
        return weights[index];
    }

    /** A weight as a matrix [n, k]. */
    Matrix matrix(int index) {
        MatrixShape s = shapes.get(index);
        return Matrix.rowMajor(MemorySegment.ofArray(weights[index]), s.rows(), s.cols());
    }

    /** [rows, inputs]; not to be written to. */
    double[] input() {
        return input;
    }

    /** Rows of the input: tokens, examples. */
    int rows() {
        return rows;
    }

    long seed() {
        return seed;
    }

    /** The output in f64; not to be written to. */
    double[] reference() {
        return reference;
    }

    /** Independent squares in the error of the output: those of the smallest weight. */
    double degreesOfFreedom() {
        return shapes.stream().mapToDouble(s -> s.degreesOfFreedom(rows)).min().orElse(1);
    }
}
