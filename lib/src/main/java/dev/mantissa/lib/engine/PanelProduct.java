package dev.mantissa.lib.engine;

import dev.mantissa.lib.nativecode.Panels;
import dev.mantissa.lib.tensor.Matrix;
import java.util.Objects;

/**
 * Products of a few rows of x with packed weights on the vectors of this processor, in Java: from
 * panels, as the C kernels compute them.
 */
final class PanelProduct {
    /** Bytes of weights times rows of x per task: enough to outlast waking a thread. */
    private static final long TASK_BYTES = 1L << 15;

    private static final int BLOCK = Panels.BLOCK;

    private final WorkerPool pool;
    private final Scratch scratch = new Scratch();

    PanelProduct(WorkerPool pool) {
        this.pool = pool;
    }

    /** The product of a row of x with the rows of a panel that begin at {@code row}. */
    private interface Sums {
        void of(int token, int panel, int row, float[] scales, float[] sums);
    }

    /**
     * y = alpha · x · weights transposed + beta · y with x rounded to 8 bits: what {@link
     * IntegerProduct} says, bit for bit. None is empty.
     */
    void multiplyInt8(Matrix x, PackedWeights weights, Matrix y, float alpha, float beta) {
        Panels panels = PanelCache.shared().of(weights, pool);
        IntegerLevels levels = levels(weights);
        PanelPart part = new PanelPart(panels, levels);
        RoundedRows rounded = new RoundedRows(pool, x, levels.unit());
        int blocks = rounded.rows() * rounded.blocks();
        int[] pairs = new int[blocks * PanelPart.PAIRS];
        int[] offsets = new int[blocks];
        for (int b = 0; b < blocks; b++) {
            part.pair(rounded.codes(), b * BLOCK, pairs, b * PanelPart.PAIRS);
            offsets[b] = -levels.zero() * sum(rounded.codes(), b * BLOCK);
        }
        float[] xScales = rounded.scales();
        run(
                panels,
                part,
                y,
                alpha,
                beta,
                (token, panel, row, scales, sums) -> {
                    int block = token * rounded.blocks();
                    part.integers(panel, row, scales, pairs, xScales, offsets, block, sums);
                });
    }

    private static int sum(byte[] codes, int from) {
        int sum = 0;
        for (int i = from; i < from + BLOCK; i++) {
            sum += codes[i];
        }
        return sum;
    }

    /** y = alpha · x · weights transposed + beta · y in f32; none is empty. */
    void multiply(Matrix x, PackedWeights weights, Matrix y, float alpha, float beta) {
        Panels panels = PanelCache.shared().of(weights, pool);
        PanelPart part = new PanelPart(panels, levels(weights));
        int stride = panels.blocks() * BLOCK;
        float[] ordered = new float[x.rows() * stride];
        float[] row = new float[stride];
        for (int token = 0; token < x.rows(); token++) {
            Packing.packRow(x, token, 0, x.cols(), row, 0);
            for (int at = 0; at < stride; at += BLOCK) {
                part.order(row, at, ordered, token * stride + at);
            }
        }
        run(
                panels,
                part,
                y,
                alpha,
                beta,
                (token, panel, first, scales, sums) ->
                        part.floats(panel, first, scales, ordered, token * stride, sums));
    }

    private static IntegerLevels levels(PackedWeights weights) {
        return Objects.requireNonNull(IntegerLevels.of(weights.bits()));
    }

    private void run(
            Panels panels, PanelPart part, Matrix y, float alpha, float beta, Sums product) {
        int count = panels.count();
        long most = Math.max(1, panels.bytes() * y.rows() / TASK_BYTES);
        int tasks = (int) Math.min(Math.min(count, most), 8L * pool.threads());
        pool.run(
                "matmul",
                tasks,
                task -> {
                    int scaleCount = panels.blocks() * Panels.ROWS;
                    float[] scales = scratch.take(scaleCount);
                    float[] sums = new float[Panels.ROWS];
                    int end = (int) ((long) count * (task + 1) / tasks);
                    for (int p = (int) ((long) count * task / tasks); p < end; p++) {
                        part.scales(p, scales);
                        for (int token = 0; token < y.rows(); token++) {
                            for (int r = 0; r < Panels.ROWS; r += PanelPart.ROWS) {
                                product.of(token, p, r, scales, sums);
                            }
                            store(sums, y, token, p * Panels.ROWS, alpha, beta);
                        }
                    }
                    scratch.give(scales);
                });
    }

    private static void store(
            float[] sums, Matrix y, int token, int first, float alpha, float beta) {
        int rows = Math.min(Panels.ROWS, y.cols() - first);
        for (int r = 0; r < rows; r++) {
            long at = y.offset() + token * y.rowStride() + (first + r) * y.colStride();
            IntegerProduct.store(y, at, alpha * sums[r], beta);
        }
    }
}
