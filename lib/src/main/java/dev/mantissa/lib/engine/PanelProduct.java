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

    PanelProduct(WorkerPool pool) {
        this.pool = pool;
    }

    /** The products of a row of x with the 16 rows of the panel that is open. */
    private interface Sums {
        float[] of(PanelPart part, int token);
    }

    /**
     * y = alpha · x · weights transposed + beta · y with x rounded to 8 bits: what {@link
     * IntegerProduct} says, bit for bit. None is empty.
     */
    void multiplyInt8(Matrix x, PackedWeights weights, Matrix y, float alpha, float beta) {
        IntegerLevels levels = levels(weights);
        RoundedRows rounded = new RoundedRows(pool, x, levels.unit());
        byte[] codes = rounded.codes();
        float[] xScales = rounded.scales();
        int[] pairs = new int[xScales.length * PanelOrder.PAIRS];
        int[] offsets = new int[xScales.length];
        PanelOrder order = new PanelOrder(weights.bits());
        for (int b = 0; b < offsets.length; b++) {
            order.pair(codes, b * BLOCK, pairs, b * PanelOrder.PAIRS);
            offsets[b] = -levels.zero() * sum(codes, b * BLOCK);
        }
        int blocks = rounded.blocks();
        run(
                weights,
                y,
                alpha,
                beta,
                (part, token) -> part.integers(pairs, offsets, xScales, token * blocks));
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
        PanelOrder order = new PanelOrder(weights.bits());
        int stride = (x.cols() + BLOCK - 1) / BLOCK * BLOCK;
        float[] ordered = new float[x.rows() * stride];
        float[] row = new float[stride];
        for (int token = 0; token < x.rows(); token++) {
            Packing.packRow(x, token, 0, x.cols(), row, 0);
            for (int at = 0; at < stride; at += BLOCK) {
                order.order(row, at, ordered, token * stride + at);
            }
        }
        run(weights, y, alpha, beta, (part, token) -> part.floats(ordered, token * stride));
    }

    private static IntegerLevels levels(PackedWeights weights) {
        return Objects.requireNonNull(IntegerLevels.of(weights.bits()));
    }

    private void run(PackedWeights weights, Matrix y, float alpha, float beta, Sums product) {
        Panels panels = PanelCache.shared().of(weights, pool);
        IntegerLevels levels = levels(weights);
        int count = panels.count();
        long most = Math.max(1, panels.bytes() * y.rows() / TASK_BYTES);
        int tasks = (int) Math.min(Math.min(count, most), 8L * pool.threads());
        pool.run(
                "matmul",
                tasks,
                task -> {
                    PanelPart part = new PanelPart(panels, levels);
                    int end = (int) ((long) count * (task + 1) / tasks);
                    for (int p = (int) ((long) count * task / tasks); p < end; p++) {
                        part.open(p);
                        for (int token = 0; token < y.rows(); token++) {
                            float[] sums = product.of(part, token);
                            store(sums, y, token, p * Panels.ROWS, alpha, beta);
                        }
                    }
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
