package dev.mantissa.lib.engine;

import static dev.mantissa.lib.engine.MicroKernel.KC;
import static dev.mantissa.lib.engine.MicroKernel.MR;
import static dev.mantissa.lib.engine.MicroKernel.NR;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.tensor.Matrix;
import java.util.function.IntConsumer;

/**
 * The blocked product; {@link Tiles} are its innermost part. For each slice of b (at most {@link
 * #SLICE_K} rows and {@link #SLICE_N} columns) all threads pack it together; then each takes blocks
 * of rows of a, packs those for itself and multiplies. The slice fits the last cache, a block of a
 * the second.
 */
final class Gemm {
    /** Rows of b that are packed at a time. */
    private static final int SLICE_K = 4 * KC;

    /** Columns of b that are packed at a time: a multiple of NR for every vector length. */
    private static final int SLICE_N = 4096;

    /** Most rows of a in a block: a multiple of MR. */
    private static final int MC = 96;

    /** Below this many multiplications one thread ends before a second one has woken up. */
    private static final long WORTH_SHARING = 1L << 22;

    private final WorkerPool pool;
    private final Tiles tiles;
    private final Scratch slices = new Scratch();
    private final Scratch blocks = new Scratch();

    Gemm(WorkerPool pool, Tiles tiles) {
        this.pool = pool;
        this.tiles = tiles;
    }

    /** c = alpha · a · b + beta · c; the operands have been checked and k is at least 1. */
    void matmul(Matrix a, Panels b, Matrix c, float alpha, float beta, NumberFormat format) {
        int k = a.cols();
        int width = Math.min(SLICE_N, (b.cols() + NR - 1) / NR * NR);
        float[] slice = slices.take(Math.min(SLICE_K, k) * width);
        try {
            for (int col = 0; col < b.cols(); col += SLICE_N) {
                for (int p = 0; p < k; p += SLICE_K) {
                    int rows = Math.min(SLICE_K, k - p);
                    int cols = Math.min(SLICE_N, b.cols() - col);
                    Slice part = new Slice(b, p, col, rows, cols, slice, format);
                    multiply(a, part, c, alpha, p == 0 ? beta : 1);
                }
            }
        } finally {
            slices.give(slice);
        }
    }

    private void multiply(Matrix a, Slice b, Matrix c, float alpha, float beta) {
        boolean alone = (long) a.rows() * b.rows() * b.cols() < WORTH_SHARING;
        int threads = alone ? 1 : pool.threads();
        run(alone, b.panels(), task -> b.pack(tiles, task));
        Split split = Split.of(a.rows(), b.columnPanels(), threads, MC);
        Pass pass = new Pass(tiles, a, b, c, alpha, beta, Thread.currentThread());
        run(alone, split.tasks(), task -> block(pass, split, task));
        CancelledException.check("matmul");
    }

    private void run(boolean alone, int tasks, IntConsumer body) {
        if (alone) {
            for (int task = 0; task < tasks; task++) {
                body.accept(task);
            }
        } else {
            pool.run("matmul", tasks, body);
        }
    }

    private void block(Pass pass, Split split, int task) {
        int rows = (split.rows(task) + MR - 1) / MR * MR;
        float[] packed = blocks.take(rows * Math.min(SLICE_K, pass.b.rows()));
        pass.run(split, task, packed);
        blocks.give(packed);
    }

    /** One slice of b on its way into c; alpha and beta as {@link Engine#matmul} has them. */
    private record Pass(
            Tiles tiles, Matrix a, Slice b, Matrix c, float alpha, float beta, Thread caller) {

        /**
         * The task's block of c gets what the slice adds to it. All runs of k go to a few columns
         * before the next ones: those stay in the nearest caches meanwhile.
         */
        void run(Split split, int task, float[] packed) {
            int row = split.row(task);
            int rows = split.rows(task);
            int padded = (rows + MR - 1) / MR * MR;
            for (int p = 0; p < b.rows(); p += KC) {
                pack(row, rows, p, packed, p * padded);
            }
            for (int panel = split.panel(task); panel < split.panelEnd(task); panel++) {
                for (int p = 0; p < b.rows(); p += KC) {
                    if (caller.isInterrupted()) {
                        return;
                    }
                    multiply(row, rows, panel, p, packed, p * padded);
                }
            }
        }

        private void pack(int row, int rows, int p, float[] packed, int at) {
            int kc = Math.min(KC, b.rows() - p);
            tiles.pack(a, row, rows, b.firstRow() + p, kc, packed, at);
            b.format().round(packed, at, (rows + MR - 1) / MR * MR * kc);
        }

        private void multiply(int row, int rows, int panel, int p, float[] packed, int from) {
            int kc = Math.min(KC, b.rows() - p);
            int col = panel * NR;
            int cols = Math.min(NR, b.cols() - col);
            float scale = p == 0 ? beta : 1;
            Tiles.Target to =
                    new Tiles.Target(c, row, b.firstCol() + col, rows, cols, alpha, scale);
            tiles.multiply(packed, from, b.packed(), b.offset(p, panel), kc, to);
        }
    }
}
