package dev.mantissa.lib.accuracy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A computation with weights: a layer, a model. One implementation is one file, made known by one
 * line in {@link Structures}.
 *
 * <p>What it computes is written once, in f64, and asks a {@link Linear} for every product with a
 * weight. So the reference, the prediction and the quantised run differ in those products alone.
 */
public interface Structure {
    /** Lower-case name: "attention". */
    String name();

    /** One sentence for tables. */
    String summary();

    /** The weights that it has where {@code shape} is its largest matrix. */
    List<MatrixShape> weights(MatrixShape shape);

    /** Values in one row of the input. */
    int inputs(MatrixShape shape);

    /**
     * Computes it.
     *
     * @param x [m, inputs], row-major
     * @return the output, row-major
     */
    double[] forward(MatrixShape shape, double[] x, int m, Linear linear);

    /** Number of weights. */
    default long size(MatrixShape shape) {
        return weights(shape).stream().mapToLong(MatrixShape::elements).sum();
    }

    /** Why it cannot be computed on this machine; null if it can. */
    default @Nullable String obstacle() {
        return null;
    }

    /** The output with quantised weights, and how exactly it was computed. */
    default Computed compute(Draw draw, Packed packed, Kernel kernel) {
        PackedLinear linear = new PackedLinear(packed, kernel);
        double[] output = forward(draw.shape(), draw.input(), draw.rows(), linear);
        return new Computed(output, linear.worst());
    }
}
