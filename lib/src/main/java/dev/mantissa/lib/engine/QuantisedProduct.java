package dev.mantissa.lib.engine;

import dev.mantissa.lib.format.BinaryFormat;
import dev.mantissa.lib.format.F32;
import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.format.Rounding;
import dev.mantissa.lib.nativecode.Activation;
import dev.mantissa.lib.precision.Accumulation;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** Products with packed weights, by the engine of the settings in force. */
public final class QuantisedProduct {
    private static final ValueLayout.OfFloat F32_VALUE = ValueLayout.JAVA_FLOAT;

    /** Weights that are unpacked for one product: 16 MiB. */
    private static final int BLOCK = 1 << 22;

    private static final int BLOCK_ROWS = 256;

    private QuantisedProduct() {}

    /**
     * y [m, n] = alpha · x [m, k] · weights [n, k] transposed + beta · y. With beta = 0, y is not
     * read. Weights are unpacked a piece at a time; both factors are rounded as {@code mode} says.
     *
     * @throws IllegalArgumentException if shapes or types do not fit
     * @throws CancelledException if the calling thread was interrupted
     */
    public static void multiply(
            Matrix x, RowSource weights, Matrix y, float alpha, float beta, Precision mode) {
        multiply(Engines.current(), x, weights, y, alpha, beta, mode);
    }

    /** The same by the given engine; one that cannot read packed weights gets unpacked rows. */
    static void multiply(
            Engine engine,
            Matrix x,
            RowSource weights,
            Matrix y,
            float alpha,
            float beta,
            Precision mode) {
        Operands.checkPacked(engine.name(), x, weights, y);
        boolean f32 = mode.accumulation() == Accumulation.F32 && mode.isPlain();
        if (engine instanceof NativeEngine kernels) {
            if (f32 && multiply(kernels, x, weights, y, alpha, beta, mode)) {
                return;
            }
            multiply(kernels.dense(), x, weights, y, alpha, beta, mode);
        } else if (engine instanceof VectorEngine vector && f32) {
            NumberFormat format = mode.operandFormat();
            vector.multiply(x, weights, y, alpha, beta, format);
        } else if (Overlap.of(y, x)) {
            Matrix beside = Overlap.beside(y, beta != 0);
            byRows(engine, x, weights, beside, alpha, beta, mode);
            Overlap.copy(beside, y);
        } else {
            byRows(engine, x, weights, y, alpha, beta, mode);
        }
    }

    /** False if there is no kernel for it. */
    private static boolean multiply(
            NativeEngine engine,
            Matrix x,
            RowSource weights,
            Matrix y,
            float alpha,
            float beta,
            Precision mode) {
        if (mode.operandFormat() != F32.FORMAT
                || !(weights instanceof PackedWeights packed)
                || isEmpty(x, y)) {
            return false;
        }
        Optional<NativeProduct> kernels =
                engine.kernels().filter(k -> k.serves(packed, Activation.A16, x.rows()));
        kernels.ifPresent(k -> k.multiply(x, packed, y, alpha, beta, Activation.A16));
        return kernels.isPresent();
    }

    /** Whether {@link #multiplyInt8(Matrix, PackedWeights, Matrix, float, float)} takes them. */
    public static boolean hasIntegerLevels(PackedWeights weights) {
        return IntegerLevels.fit(weights);
    }

    /**
     * y = alpha · x · weights transposed + beta · y with x rounded to 8-bit integers, a scale for
     * each 32 of a row, and exact integer sums within these: {@link IntegerProduct} says in which
     * order the rest is added. Every engine gives the same bits; the native one is the fast one.
     *
     * @throws IllegalArgumentException if shapes or types do not fit, or the levels of the weights
     *     are not evenly spaced
     * @throws CancelledException if the calling thread was interrupted
     */
    public static void multiplyInt8(
            Matrix x, PackedWeights weights, Matrix y, float alpha, float beta) {
        multiplyInt8(Engines.current(), x, weights, y, alpha, beta);
    }

    static void multiplyInt8(
            Engine engine, Matrix x, PackedWeights weights, Matrix y, float alpha, float beta) {
        Operands.checkPacked(engine.name(), x, weights, y);
        if (!IntegerLevels.fit(weights)) {
            throw new IllegalArgumentException(
                    "product with 8-bit activations: the levels of the weights (%d bits) are not the integers of q8, q4, q2 or q1; use f32 activations"
                            .formatted(weights.bits()));
        }
        CancelledException.check("matmul");
        if (isEmpty(x, y)) {
            multiply(engine, x, weights, y, alpha, beta, Precisions.of("highest"));
        } else if (engine instanceof NativeEngine kernels && kernels.kernels().isPresent()) {
            kernels.kernels().get().multiply(x, weights, y, alpha, beta, Activation.A8);
        } else if (engine instanceof VectorEngine vector) {
            vector.multiplyInt8(x, weights, y, alpha, beta);
        } else {
            IntegerProduct.multiply(WorkerPool.shared(), x, weights, y, alpha, beta);
        }
    }

    /**
     * y [m, n] = alpha · x [m, k] · weights [n, k] transposed + beta · y of signs with signs (q1
     * with q1), whose integer sums in a block are exact and counted 32 bits at a time; {@link
     * SignProduct} says what is computed. Every engine gives the same bits.
     *
     * @throws IllegalArgumentException if shapes do not fit, or either is not 1-bit
     * @throws CancelledException if the calling thread was interrupted
     */
    public static void multiplySigns(
            PackedWeights x, PackedWeights weights, Matrix y, float alpha, float beta) {
        multiplySigns(Engines.current(), x, weights, y, alpha, beta);
    }

    static void multiplySigns(
            Engine engine,
            PackedWeights x,
            PackedWeights weights,
            Matrix y,
            float alpha,
            float beta) {
        Operands.checkSigns(engine.name(), x, weights, y);
        CancelledException.check("matmul");
        if (y.rows() == 0 || y.cols() == 0) {
            return;
        }
        if (engine instanceof NativeEngine kernels
                && kernels.kernels().isPresent()
                && x.cols() != 0) {
            kernels.kernels().get().multiply(x, weights, y, alpha, beta);
        } else {
            SignProduct.multiply(WorkerPool.shared(), x, weights, y, alpha, beta);
        }
    }

    private static boolean isEmpty(Matrix x, Matrix y) {
        return y.rows() == 0 || y.cols() == 0 || x.cols() == 0;
    }

    /**
     * Some hundred rows of the weights at a time, so that no unpacked copy of them all is ever
     * held; for each of these products x is rounded anew. Where chance rounds, all rows at once: it
     * depends on the place in the whole matrix.
     */
    private static void byRows(
            Engine engine,
            Matrix x,
            RowSource weights,
            Matrix y,
            float alpha,
            float beta,
            Precision mode) {
        int k = weights.cols();
        boolean byPlace =
                mode.rightFormat() instanceof BinaryFormat format
                        && format.rounding() == Rounding.STOCHASTIC;
        int most = byPlace ? weights.rows() : Math.clamp(BLOCK / Math.max(1, k), 1, BLOCK_ROWS);
        try (Arena arena = Arena.ofShared()) {
            int height = Math.min(most, weights.rows());
            MemorySegment memory = arena.allocate((long) height * k * Float.BYTES, 64);
            for (int first = 0; first < weights.rows(); first += height) {
                int rows = Math.min(height, weights.rows() - first);
                unpack(weights, first, rows, memory);
                Matrix out =
                        new Matrix(
                                y.buffer(),
                                y.type(),
                                y.offset() + first * y.colStride(),
                                y.rows(),
                                rows,
                                y.rowStride(),
                                y.colStride());
                Matrix block = Matrix.rowMajor(memory, rows, k);
                engine.matmul(x, block.transposed(), out, alpha, beta, mode);
            }
        }
    }

    private static void unpack(RowSource weights, int first, int rows, MemorySegment to) {
        int k = weights.cols();
        float[] row = new float[k];
        for (int i = 0; i < rows; i++) {
            weights.read(first + i, 0, k, row, 0);
            MemorySegment.copy(row, 0, to, F32_VALUE, (long) i * k * Float.BYTES, k);
        }
    }
}
