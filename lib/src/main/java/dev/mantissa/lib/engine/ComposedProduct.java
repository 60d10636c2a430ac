package dev.mantissa.lib.engine;

import dev.mantissa.lib.format.Bf16;
import dev.mantissa.lib.format.BinaryFormat;
import dev.mantissa.lib.format.F16;
import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.F32Mode;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Splitting;
import dev.mantissa.lib.precision.TensorCores;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Products in the modes that are more than rounding each operand by itself: the operands are
 * rounded in copies, as vectors along the summed dimension, and multiplied in f32, or summed here
 * where the sums are not plain.
 */
final class ComposedProduct {
    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final Precision PLAIN = new F32Mode();

    /** Terms that are summed exactly before a 16-bit sum is rounded. */
    private static final int EXACT_TERMS = 8;

    private final Engine engine;
    private final WorkerPool pool;
    private final Matrix a;
    private final Matrix b;
    private final Matrix c;
    private final float alpha;

    private ComposedProduct(
            Engine engine, WorkerPool pool, Matrix a, Matrix b, Matrix c, float alpha) {
        this.engine = engine;
        this.pool = pool;
        this.a = a;
        this.b = b;
        this.c = c;
        this.alpha = alpha;
    }

    /**
     * c = alpha · a · b + beta · c, with operands that have been checked; a and b may share memory
     * with c.
     *
     * @param engine multiplies in f32
     */
    static void run(
            Engine engine,
            WorkerPool pool,
            Matrix a,
            Matrix b,
            Matrix c,
            float alpha,
            float beta,
            Precision mode) {
        ComposedProduct product = new ComposedProduct(engine, pool, a, b, c, alpha);
        Splitting splitting = mode.splitting();
        TensorCores cores = mode.tensorCores();
        if (cores != null) {
            new EmulatedProduct(a, b, mode).addTo(product::store, cores, beta);
            return;
        }
        if (splitting != null) {
            product.split(splitting, beta);
            return;
        }
        float[] left = rounded(vectors(a), a.cols(), mode.operandFormat());
        float[] right = rounded(vectors(b.transposed()), b.rows(), mode.rightFormat());
        switch (mode.accumulation()) {
            case F32, F64 -> product.multiply(left, right, beta);
            case F32_SEQUENTIAL -> product.sum(left, right, beta, ComposedProduct::inOrder);
            case F16 -> product.sum(left, right, beta, narrow(F16.FORMAT));
            case BF16 -> product.sum(left, right, beta, narrow(Bf16.FORMAT));
        }
    }

    /** The rows of a matrix, one after the other. */
    static float[] vectors(Matrix x) {
        float[] values = new float[Math.multiplyExact(x.rows(), x.cols())];
        MemorySegment memory = x.host();
        for (int i = 0; i < x.rows(); i++) {
            long at = (x.offset() + i * x.rowStride()) * Float.BYTES;
            if (x.colStride() == 1) {
                MemorySegment.copy(memory, F32, at, values, i * x.cols(), x.cols());
                continue;
            }
            for (int j = 0; j < x.cols(); j++) {
                values[i * x.cols() + j] = memory.get(F32, at + j * x.colStride() * Float.BYTES);
            }
        }
        return values;
    }

    static float[] rounded(float[] values, int length, NumberFormat format) {
        for (int at = 0; at < values.length; at += length) {
            format.round(values, at, length);
        }
        return values;
    }

    /** c = alpha · left · rightᵀ + beta · c in f32. */
    private void multiply(float[] left, float[] right, float beta) {
        engine.matmul(
                rows(left, a.rows()), rows(right, b.cols()).transposed(), c, alpha, beta, PLAIN);
    }

    private Matrix rows(float[] values, int rows) {
        return Matrix.rowMajor(MemorySegment.ofArray(values), rows, a.cols());
    }

    private void split(Splitting splitting, float beta) {
        SplitOperand left = SplitOperand.of(vectors(a), splitting);
        SplitOperand right = SplitOperand.of(vectors(b.transposed()), splitting);
        float[] scale = {beta};
        forEachProduct(
                splitting,
                (i, j) -> {
                    multiply(left.part(i, j), right.part(j, i), scale[0]);
                    scale[0] = 1;
                });
    }

    interface Pair {
        void take(int i, int j);
    }

    /** The products of the smallest parts first: what they add is not lost in a large sum. */
    static void forEachProduct(Splitting splitting, Pair pair) {
        int parts = splitting.parts();
        for (int sum = 2 * (parts - 1); sum >= 0; sum--) {
            for (int i = 0; i < parts; i++) {
                int j = sum - i;
                if (j >= 0 && j < parts && splitting.includes(i, j)) {
                    pair.take(i, j);
                }
            }
        }
    }

    /** Sums one row of the product: {@code left} times the rows of {@code right}, [k, n]. */
    private interface RowSum {
        void row(float[] left, int at, int k, float[] right, float[] sums);
    }

    private void sum(float[] left, float[] right, float beta, RowSum how) {
        int k = a.cols();
        int n = b.cols();
        float[] across = transposed(right, n, k);
        Thread caller = Thread.currentThread();
        pool.run(
                "matmul",
                a.rows(),
                row -> {
                    if (caller.isInterrupted()) {
                        return;
                    }
                    float[] sums = new float[n];
                    how.row(left, row * k, k, across, sums);
                    store(row, sums, beta);
                });
        CancelledException.check("matmul");
    }

    static float[] transposed(float[] values, int rows, int cols) {
        float[] turned = new float[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                turned[j * rows + i] = values[i * cols + j];
            }
        }
        return turned;
    }

    private void store(int row, float[] sums, float beta) {
        MemorySegment memory = c.host();
        for (int j = 0; j < sums.length; j++) {
            long at = (c.offset() + row * c.rowStride() + j * c.colStride()) * Float.BYTES;
            float old = beta == 0 ? 0 : beta * memory.get(F32, at);
            memory.set(F32, at, alpha * sums[j] + old);
        }
    }

    private static void inOrder(float[] left, int at, int k, float[] right, float[] sums) {
        int n = sums.length;
        for (int p = 0; p < k; p++) {
            float x = left[at + p];
            int from = p * n;
            for (int j = 0; j < n; j++) {
                sums[j] += x * right[from + j];
            }
        }
    }

    /**
     * In f64: eight products of 16-bit operands and a 16-bit sum fit its significand, unless terms
     * of one sum lie more than 2^27 apart.
     */
    private static RowSum narrow(BinaryFormat format) {
        return (left, at, k, right, sums) -> {
            int n = sums.length;
            double[] exact = new double[n];
            for (int p = 0; p < k; p += EXACT_TERMS) {
                int terms = Math.min(EXACT_TERMS, k - p);
                Arrays.setAll(exact, j -> sums[j]);
                for (int q = 0; q < terms; q++) {
                    double x = left[at + p + q];
                    int from = (p + q) * n;
                    for (int j = 0; j < n; j++) {
                        exact[j] += x * right[from + j];
                    }
                }
                for (int j = 0; j < n; j++) {
                    sums[j] = format.round(exact[j]);
                }
            }
        };
    }
}
