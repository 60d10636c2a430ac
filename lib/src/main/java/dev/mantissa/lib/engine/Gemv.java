package dev.mantissa.lib.engine;

import static dev.mantissa.lib.engine.Fused.multiplyAdd;
import static dev.mantissa.lib.engine.MicroKernel.LANES;
import static dev.mantissa.lib.engine.MicroKernel.SPECIES;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The product of a matrix and a vector: y = alpha · w [m,k] · x [k] + beta · y. Every element of w
 * is read once, where it lies; only rounding needs a copy, of a piece that stays in the cache.
 */
final class Gemv {
    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Elements of w per task: enough to outlast waking a thread. */
    private static final long TASK = 1L << 17;

    /** Terms that are copied and rounded at a time. */
    private static final int PIECE = 1024;

    /** Columns of w that are added at once where columns are contiguous. */
    private static final int COLUMNS = 4;

    /** Rows of x up to which the product with packed weights is done row by row of the weights. */
    static final int MOST_VECTORS = 5;

    private final WorkerPool pool;
    private final Scratch scratch = new Scratch();

    Gemv(WorkerPool pool) {
        this.pool = pool;
    }

    /**
     * y [m,1] = alpha · w [m,k] · x [k,1] + beta · y.
     *
     * @param x seen as a column, as is y
     */
    void multiply(Matrix w, Matrix x, Matrix y, float alpha, float beta, NumberFormat format) {
        int k = w.cols();
        float[] terms = scratch.take(k);
        try {
            Packing.packVector(x, terms, format);
            int rows = rowsPerTask(w);
            int used = (w.rows() + rows - 1) / rows;
            pool.run(
                    "matmul",
                    used,
                    task -> {
                        int first = task * rows;
                        int count = Math.min(rows, w.rows() - first);
                        part(w, first, count, terms, y, alpha, beta, format);
                    });
        } finally {
            scratch.give(terms);
        }
    }

    /**
     * y [m, n] = alpha · x [m, k] · weights [n, k] transposed + beta · y, for a few rows of x: each
     * piece of the weights is made once and multiplied with all of them.
     */
    void multiply(
            RowSource weights, Matrix x, Matrix y, float alpha, float beta, NumberFormat format) {
        int k = x.cols();
        float[] terms = scratch.take(k * x.rows());
        try {
            for (int i = 0; i < x.rows(); i++) {
                Packing.packRow(x, i, 0, k, terms, i * k);
            }
            format.round(terms, 0, k * x.rows());
            int rows = (int) Math.max(4, Math.min(weights.rows(), TASK / 4 / k));
            int tasks = (weights.rows() + rows - 1) / rows;
            pool.run(
                    "matmul",
                    tasks,
                    task -> {
                        int first = task * rows;
                        int end = Math.min(weights.rows(), first + rows);
                        part(weights, first, end, x.rows(), terms, y, alpha, beta, format);
                    });
        } finally {
            scratch.give(terms);
        }
    }

    private void part(
            RowSource weights,
            int first,
            int end,
            int vectors,
            float[] terms,
            Matrix y,
            float alpha,
            float beta,
            NumberFormat format) {
        float[] piece = scratch.take(PIECE + MOST_VECTORS);
        int k = weights.cols();
        for (int row = first; row < end; row++) {
            Arrays.fill(piece, PIECE, PIECE + vectors, 0);
            for (int p = 0; p < k; p += PIECE) {
                int length = Math.min(PIECE, k - p);
                weights.read(row, p, length, piece, 0);
                format.round(piece, 0, length);
                for (int i = 0; i < vectors; i++) {
                    piece[PIECE + i] += dot(piece, terms, i * k + p, length);
                }
            }
            for (int i = 0; i < vectors; i++) {
                long at = (y.offset() + i * y.rowStride() + row * y.colStride()) * Float.BYTES;
                float old = beta == 0 ? 0 : beta * y.host().get(F32, at);
                y.host().set(F32, at, alpha * piece[PIECE + i] + old);
            }
        }
        scratch.give(piece);
    }

    private static float dot(float[] w, float[] x, int from, int length) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        int i = 0;
        for (; i <= length - 2 * LANES; i += 2 * LANES) {
            s0 = multiplyAdd(load(w, i), load(x, from + i), s0);
            s1 = multiplyAdd(load(w, i + LANES), load(x, from + i + LANES), s1);
        }
        float sum = Lanes.sum(s0.add(s1));
        for (; i < length; i++) {
            sum += w[i] * x[from + i];
        }
        return sum;
    }

    private static FloatVector load(float[] array, int i) {
        return FloatVector.fromArray(SPECIES, array, i);
    }

    private void part(
            Matrix w,
            int first,
            int count,
            float[] x,
            Matrix y,
            float alpha,
            float beta,
            NumberFormat format) {
        float[] sums = scratch.take(count + COLUMNS * PIECE);
        if (contiguousColumns(w)) {
            columns(w, first, count, x, sums, format);
        } else {
            rows(w, first, count, x, sums, format);
        }
        for (int i = 0; i < count; i++) {
            long at = (y.offset() + (first + i) * y.rowStride()) * Float.BYTES;
            float old = beta == 0 ? 0 : beta * y.host().get(F32, at);
            y.host().set(F32, at, alpha * sums[i] + old);
        }
        scratch.give(sums);
    }

    /** Where columns are contiguous, tasks keep long pieces of them together. */
    private int rowsPerTask(Matrix w) {
        long tasks = Math.max(1, (long) w.rows() * w.cols() / TASK);
        if (contiguousColumns(w)) {
            tasks = Math.min(tasks, 2L * pool.threads());
        }
        int rows = (int) ((w.rows() + tasks - 1) / tasks);
        return (rows + LANES - 1) / LANES * LANES;
    }

    private static boolean contiguousColumns(Matrix w) {
        return w.rowStride() == 1 && w.colStride() != 1;
    }

    /** One dot product per row of w. */
    private static void rows(
            Matrix w, int first, int count, float[] x, float[] sums, NumberFormat format) {
        boolean direct = w.colStride() == 1 && format.roundsNothing();
        MemorySegment copy = MemorySegment.ofArray(sums);
        for (int i = 0; i < count; i++) {
            float sum = 0;
            for (int p = 0; p < w.cols(); p += PIECE) {
                int length = Math.min(PIECE, w.cols() - p);
                if (direct) {
                    long at = (w.offset() + (first + i) * w.rowStride() + p) * Float.BYTES;
                    sum += dot(w.host(), at, x, p, length);
                } else {
                    Packing.packRow(w, first + i, p, length, sums, count);
                    format.round(sums, count, length);
                    sum += dot(copy, (long) count * Float.BYTES, x, p, length);
                }
            }
            sums[i] = sum;
        }
    }

    private static float dot(MemorySegment w, long at, float[] x, int from, int length) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i <= length - 4 * LANES; i += 4 * LANES) {
            s0 = multiplyAdd(load(w, at, i), FloatVector.fromArray(SPECIES, x, from + i), s0);
            s1 =
                    multiplyAdd(
                            load(w, at, i + LANES),
                            FloatVector.fromArray(SPECIES, x, from + i + LANES),
                            s1);
            s2 =
                    multiplyAdd(
                            load(w, at, i + 2 * LANES),
                            FloatVector.fromArray(SPECIES, x, from + i + 2 * LANES),
                            s2);
            s3 =
                    multiplyAdd(
                            load(w, at, i + 3 * LANES),
                            FloatVector.fromArray(SPECIES, x, from + i + 3 * LANES),
                            s3);
        }
        for (; i <= length - LANES; i += LANES) {
            s0 = multiplyAdd(load(w, at, i), FloatVector.fromArray(SPECIES, x, from + i), s0);
        }
        float sum = Lanes.sum(s0.add(s1).add(s2.add(s3)));
        for (; i < length; i++) {
            sum += w.get(F32, at + i * (long) Float.BYTES) * x[from + i];
        }
        return sum;
    }

    private static FloatVector load(MemorySegment memory, long at, int i) {
        return FloatVector.fromMemorySegment(SPECIES, memory, at + i * (long) Float.BYTES, ORDER);
    }

    /**
     * Columns of w are contiguous: adds four of them at a time, a piece of the rows after another.
     */
    private static void columns(
            Matrix w, int first, int count, float[] x, float[] sums, NumberFormat format) {
        boolean direct = format.roundsNothing();
        MemorySegment copy = MemorySegment.ofArray(sums);
        Arrays.fill(sums, 0, count, 0);
        long step = w.colStride() * Float.BYTES;
        for (int row = 0; row < count; row += PIECE) {
            int length = Math.min(PIECE, count - row);
            for (int p = 0; p < w.cols(); p += COLUMNS) {
                int cols = Math.min(COLUMNS, w.cols() - p);
                long at = (w.offset() + first + row + p * w.colStride()) * Float.BYTES;
                if (direct) {
                    add(w.host(), at, step, cols, x, p, sums, row, length);
                } else {
                    for (int j = 0; j < cols; j++) {
                        int to = count + j * PIECE;
                        MemorySegment.copy(w.host(), F32, at + j * step, sums, to, length);
                        format.round(sums, to, length);
                    }
                    long piece = PIECE * (long) Float.BYTES;
                    add(copy, count * (long) Float.BYTES, piece, cols, x, p, sums, row, length);
                }
            }
        }
    }

    private static void add(
            MemorySegment w,
            long at,
            long step,
            int cols,
            float[] x,
            int p,
            float[] sums,
            int row,
            int length) {
        int i = 0;
        if (cols == COLUMNS) {
            for (; i <= length - LANES; i += LANES) {
                FloatVector sum = FloatVector.fromArray(SPECIES, sums, row + i);
                sum = multiplyAdd(load(w, at, i), FloatVector.broadcast(SPECIES, x[p]), sum);
                sum =
                        multiplyAdd(
                                load(w, at + step, i),
                                FloatVector.broadcast(SPECIES, x[p + 1]),
                                sum);
                sum =
                        multiplyAdd(
                                load(w, at + 2 * step, i),
                                FloatVector.broadcast(SPECIES, x[p + 2]),
                                sum);
                sum =
                        multiplyAdd(
                                load(w, at + 3 * step, i),
                                FloatVector.broadcast(SPECIES, x[p + 3]),
                                sum);
                sum.intoArray(sums, row + i);
            }
        }
        for (; i < length; i++) {
            for (int j = 0; j < cols; j++) {
                sums[row + i] += w.get(F32, at + j * step + i * (long) Float.BYTES) * x[p + j];
            }
        }
    }
}
