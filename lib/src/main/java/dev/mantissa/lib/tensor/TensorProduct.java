package dev.mantissa.lib.tensor;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.engine.Engine;
import dev.mantissa.lib.engine.Engines;
import dev.mantissa.lib.engine.Reference;
import dev.mantissa.lib.precision.Accumulation;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import java.util.ArrayList;
import java.util.List;

/** Products of tensors: shapes checked, vectors made matrices, the engine in force asked. */
final class TensorProduct {
    private static final String OP = "matmul";

    private TensorProduct() {}

    /** In the precision in force, which speaks of f32 alone. */
    static Tensor of(Tensor a, Tensor b) {
        return isF64(a, b) ? f64(a, b) : f32(a, b, Numerics.current().precision(OP));
    }

    /** In a precision asked for, which must not be ignored. */
    static Tensor of(Tensor a, Tensor b, Precision mode) {
        if (!isF64(a, b)) {
            return f32(a, b, mode);
        }
        if (mode.accumulation() != Accumulation.F64 || !mode.operandFormat().roundsNothing()) {
            throw new UsageException(
                    "matmul: precision '%s' is for f32 operands, and these are stored as %s and %s; use to(DType.F32) first, or precision 'f64'"
                            .formatted(mode.name(), a.type(), b.type()));
        }
        return f64(a, b);
    }

    private static boolean isF64(Tensor a, Tensor b) {
        return a.type() == DType.F64 || b.type() == DType.F64;
    }

    private static Tensor f32(Tensor a, Tensor b, Precision mode) {
        Matrix left = left(a, b);
        Matrix right = right(a, b);
        Tensor c = Tensor.zeros(left.rows(), right.cols());
        Tensor result = c.reshape(resultShape(a, b));
        Engine engine = Engines.select(Numerics.current().engine());
        ProductInRange.run(
                a,
                b,
                result,
                mode,
                m -> {
                    engine.matmul(left, right, c.matrix(), 1, 0, m);
                    engine.synchronize();
                });
        return result;
    }

    private static Tensor f64(Tensor a, Tensor b) {
        Matrix left = left(a, b);
        Matrix right = right(a, b);
        Shape shape = Shape.of(left.rows(), right.cols());
        double[] c =
                F64Product.of(
                        a.toDoubleArray(),
                        b.toDoubleArray(),
                        left.rows(),
                        left.cols(),
                        right.cols());
        return new Tensor(shape, c).reshape(resultShape(a, b));
    }

    /** In f64 throughout, whatever the operands are stored as. */
    static Tensor reference(Tensor a, Tensor b) {
        if (isF64(a, b)) {
            return f64(a, b);
        }
        Matrix left = left(a, b);
        Matrix right = right(a, b);
        Shape shape = Shape.of(left.rows(), right.cols());
        return new Tensor(shape, Reference.product(left, right)).reshape(resultShape(a, b));
    }

    private static Matrix left(Tensor a, Tensor b) {
        check(a, b);
        return (a.shape().rank() == 1 ? a.reshape(1, a.shape().length(0)) : a).matrix();
    }

    private static Matrix right(Tensor a, Tensor b) {
        check(a, b);
        return (b.shape().rank() == 1 ? b.reshape(b.shape().length(0), 1) : b).matrix();
    }

    private static int[] resultShape(Tensor a, Tensor b) {
        List<Integer> lengths = new ArrayList<>();
        if (a.shape().rank() == 2) {
            lengths.add(a.shape().length(0));
        }
        if (b.shape().rank() == 2) {
            lengths.add(b.shape().length(1));
        }
        return lengths.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void check(Tensor a, Tensor b) {
        for (Tensor x : List.of(a, b)) {
            if (x.shape().rank() < 1 || x.shape().rank() > 2) {
                throw new UsageException(
                        "matmul: a %s · b %s: both must be matrices or vectors; use reshape(rows, -1)"
                                .formatted(a.shape(), b.shape()));
            }
        }
        int inner = a.shape().length(-1);
        int outer = b.shape().length(0);
        if (inner != outer) {
            throw new UsageException(
                    "matmul: a %s · b %s: inner dimensions %d and %d differ; a must be [m, k] and b [k, n].%s"
                            .formatted(a.shape(), b.shape(), inner, outer, hint(a, b)));
        }
    }

    /** Says which transpose would make them fit. */
    private static String hint(Tensor a, Tensor b) {
        if (b.shape().rank() == 2 && a.shape().length(-1) == b.shape().length(1)) {
            return " a.matmul(b.transpose()) would fit.";
        }
        if (a.shape().rank() == 2 && a.shape().length(0) == b.shape().length(0)) {
            return " a.transpose().matmul(b) would fit.";
        }
        return " Check which of the two should be transposed or reshaped.";
    }
}
