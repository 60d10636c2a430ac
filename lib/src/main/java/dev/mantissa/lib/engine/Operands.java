package dev.mantissa.lib.engine;

import dev.mantissa.lib.tensor.Buffer;
import dev.mantissa.lib.tensor.DType;
import dev.mantissa.lib.tensor.Matrix;
import java.util.List;

/** What every host engine demands of the operands of a product before it touches memory. */
final class Operands {
    private Operands() {}

    /**
     * Checks shapes, types and bounds of c [m,n] = a [m,k] · b [k,n].
     *
     * @throws IllegalArgumentException naming the operand, what it is and what it must be
     */
    static void check(String engine, Matrix a, Matrix b, Matrix c) {
        if (a.cols() != b.rows() || c.rows() != a.rows() || c.cols() != b.cols()) {
            throw new IllegalArgumentException(
                    "matmul: a [%d, %d] · b [%d, %d] -> c [%d, %d] do not fit: a must be [m, k], b [k, n], c [m, n]"
                            .formatted(a.rows(), a.cols(), b.rows(), b.cols(), c.rows(), c.cols()));
        }
        checkFactors(engine, a, b);
        checkMemory(engine, "c", c);
        checkDistinct("c", c);
    }

    /** A result whose elements are one and the same would be written many times. */
    private static void checkDistinct(String name, Matrix c) {
        if (c.rows() == 0 || c.cols() == 0) {
            return;
        }
        if (c.rowStride() == 0 && c.rows() > 1 || c.colStride() == 0 && c.cols() > 1) {
            throw new IllegalArgumentException(
                    "matmul: %s repeats its elements (a stride is 0); give it memory of its own"
                            .formatted(name));
        }
    }

    /** Checks y [m,n] = x [m,k] · weights [n,k] transposed. */
    static void checkPacked(String engine, Matrix x, RowSource weights, Matrix y) {
        if (x.cols() != weights.cols() || y.rows() != x.rows() || y.cols() != weights.rows()) {
            throw new IllegalArgumentException(
                    "product with packed weights: x [%d, %d] · w [%d, %d] transposed -> y [%d, %d] do not fit: x must be [m, k], w [n, k], y [m, n]"
                            .formatted(
                                    x.rows(),
                                    x.cols(),
                                    weights.rows(),
                                    weights.cols(),
                                    y.rows(),
                                    y.cols()));
        }
        checkMemory(engine, "x", x);
        checkMemory(engine, "y", y);
        checkDistinct("y", y);
    }

    /** Checks y [m,n] = x [m,k] · weights [n,k] transposed, both of signs. */
    static void checkSigns(String engine, PackedWeights x, PackedWeights weights, Matrix y) {
        for (PackedWeights w : List.of(x, weights)) {
            if (w.bits() != 1 || !IntegerLevels.fit(w)) {
                throw new IllegalArgumentException(
                        "product of signs: an operand has %d bits; both must be packed as q1"
                                .formatted(w.bits()));
            }
        }
        if (x.cols() != weights.cols() || y.rows() != x.rows() || y.cols() != weights.rows()) {
            throw new IllegalArgumentException(
                    "product of signs: x [%d, %d] · w [%d, %d] transposed -> y [%d, %d] do not fit: x must be [m, k], w [n, k], y [m, n]"
                            .formatted(
                                    x.rows(),
                                    x.cols(),
                                    weights.rows(),
                                    weights.cols(),
                                    y.rows(),
                                    y.cols()));
        }
        checkMemory(engine, "y", y);
        checkDistinct("y", y);
    }

    /** Checks a [m,k] and b [k,n] alone. */
    static void checkFactors(String engine, Matrix a, Matrix b) {
        if (a.cols() != b.rows()) {
            throw new IllegalArgumentException(
                    "matmul: a [%d, %d] · b [%d, %d] do not fit: columns of a must equal rows of b"
                            .formatted(a.rows(), a.cols(), b.rows(), b.cols()));
        }
        checkMemory(engine, "a", a);
        checkMemory(engine, "b", b);
    }

    private static void checkMemory(String engine, String name, Matrix x) {
        if (x.type() != DType.F32) {
            throw new IllegalArgumentException(
                    "matmul: %s is stored as %s; engine '%s' reads and writes F32; convert it first"
                            .formatted(name, x.type(), engine));
        }
        if (!(x.buffer() instanceof Buffer.Host)) {
            throw new IllegalArgumentException(
                    "matmul: %s lives on a device; engine '%s' reads host memory; copy it to the host first"
                            .formatted(name, engine));
        }
        if (x.rows() == 0 || x.cols() == 0) {
            return;
        }
        long down = (x.rows() - 1) * x.rowStride();
        long across = (x.cols() - 1) * x.colStride();
        long first = x.offset() + Math.min(down, 0) + Math.min(across, 0);
        long last = x.offset() + Math.max(down, 0) + Math.max(across, 0);
        long elements = x.buffer().bytes() / x.type().bytes();
        if (first < 0 || last >= elements) {
            throw new IllegalArgumentException(
                    "matmul: %s [%d, %d] reaches elements %d to %d of a buffer of %d; check offset and strides"
                            .formatted(name, x.rows(), x.cols(), first, last, elements));
        }
    }
}
