package dev.mantissa.lib.engine;

import dev.mantissa.lib.nativecode.Activation;
import dev.mantissa.lib.nativecode.CpuLevel;
import dev.mantissa.lib.nativecode.Kernels;
import dev.mantissa.lib.nativecode.Panels;
import dev.mantissa.lib.nativecode.ProductFrame;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Products with packed weights by the C kernels, their panels shared among all threads. */
final class NativeProduct {
    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT;

    /** Bytes of x per task of rounding: enough to outlast waking a thread. */
    private static final long ROW_BYTES = 1L << 17;

    /** Bytes of weights times rows of x per task. */
    private static final long TASK_BYTES = 1L << 15;

    /** Columns of a block. */
    private static final int BLOCK = Panels.BLOCK;

    private final Kernels kernels;
    private final WorkerPool pool;
    private final PanelCache panels = PanelCache.shared();
    private final ConcurrentLinkedDeque<ProductFrame> frames = new ConcurrentLinkedDeque<>();
    private final Scratch scratch = new Scratch();

    NativeProduct(Kernels kernels, WorkerPool pool) {
        this.kernels = kernels;
        this.pool = pool;
    }

    CpuLevel level() {
        return kernels.level();
    }

    /**
     * Whether this is the place to compute with these weights and so many rows of activations: in
     * f32, kernels for AVX2 gain only where few rows share the work of unpacking.
     */
    boolean serves(PackedWeights weights, Activation activation, int tokens) {
        boolean slow =
                activation == Activation.A16
                        && level() == CpuLevel.AVX2
                        && tokens > Gemv.MOST_VECTORS;
        return !slow && kernels.has(weights.bits(), activation) && panels.fits(weights);
    }

    /** The weights as the kernels read them. */
    Panels panels(PackedWeights weights) {
        return panels.of(weights, pool);
    }

    /**
     * y [m, n] = alpha · x [m, k] · weights [n, k] transposed + beta · y; shapes have been checked,
     * none is 0. y may share memory with x.
     */
    void multiply(
            Matrix x,
            PackedWeights weights,
            Matrix y,
            float alpha,
            float beta,
            Activation activation) {
        Panels packed = panels(weights);
        ProductFrame frame = take();
        try {
            frame.reset(operandBytes(x, packed, activation) + resultBytes(y), 4);
            frame.weights(packed, weights.cols());
            if (activation == Activation.A8) {
                round(x, packed, frame);
            } else {
                copy(x, packed, frame);
            }
            compute(frame, packed, activation, y, alpha, beta);
        } finally {
            give(frame);
        }
    }

    /**
     * The same with x as packed signs.
     *
     * @param x 1-bit codes [m, k]
     */
    void multiply(PackedWeights x, PackedWeights weights, Matrix y, float alpha, float beta) {
        Panels packed = panels(weights);
        ProductFrame frame = take();
        try {
            long scaleBytes = (long) x.rows() * packed.blocks() * Float.BYTES;
            long codeBytes = x.codes().byteSize();
            frame.reset(codeBytes + scaleBytes + resultBytes(y), 3);
            frame.weights(packed, weights.cols());
            MemorySegment codes = frame.part(codeBytes).copyFrom(x.codes());
            MemorySegment scales = frame.part(scaleBytes);
            spread(x, packed.blocks(), scales);
            frame.activations(codes, x.rowBytes(), x.rows(), scales, MemorySegment.NULL);
            compute(frame, packed, Activation.A1, y, alpha, beta);
        } finally {
            give(frame);
        }
    }

    /** One f32 scale for each block, from one f16 scale for each group. */
    private static void spread(PackedWeights x, int blocks, MemorySegment to) {
        for (int row = 0; row < x.rows(); row++) {
            for (int b = 0; b < blocks; b++) {
                to.setAtIndex(F32, (long) row * blocks + b, x.scale(row, b));
            }
        }
    }

    private ProductFrame take() {
        ProductFrame free = frames.pollFirst();
        return free == null ? new ProductFrame() : free;
    }

    private void give(ProductFrame frame) {
        frame.trim();
        frames.addFirst(frame);
    }

    private static long operandBytes(Matrix x, Panels packed, Activation activation) {
        long blocks = (long) x.rows() * packed.blocks();
        int perBlock =
                activation == Activation.A8
                        ? BLOCK + Float.BYTES + Integer.BYTES
                        : BLOCK * Float.BYTES;
        return blocks * perBlock;
    }

    private static long resultBytes(Matrix y) {
        return y.host().isNative() ? 0 : (long) y.rows() * y.cols() * Float.BYTES;
    }

    private void round(Matrix x, Panels packed, ProductFrame frame) {
        IntegerLevels levels = Objects.requireNonNull(IntegerLevels.of(packed.bits()));
        // As bytes without a sign; kernels that read signed ones leave the offset out.
        int zero = packed.bits() == 8 ? 128 : levels.zero();
        long blocks = packed.blocks();
        MemorySegment codes = frame.part(x.rows() * blocks * BLOCK);
        MemorySegment scales = frame.part(x.rows() * blocks * Float.BYTES);
        MemorySegment offsets = frame.part(x.rows() * blocks * Integer.BYTES);
        frame.activations(codes, blocks * BLOCK, x.rows(), scales, offsets);
        rows(
                x,
                (row, values) ->
                        kernels.activations8(
                                values,
                                x.cols(),
                                levels.unit(),
                                zero,
                                codes.asSlice(row * blocks * BLOCK),
                                scales.asSlice(row * blocks * Float.BYTES),
                                offsets.asSlice(row * blocks * Integer.BYTES)));
    }

    private void copy(Matrix x, Panels packed, ProductFrame frame) {
        long stride = packed.blocks() * (long) BLOCK * Float.BYTES;
        MemorySegment values = frame.part(x.rows() * stride);
        frame.activations(values, stride, x.rows(), MemorySegment.NULL, MemorySegment.NULL);
        long bytes = x.cols() * (long) Float.BYTES;
        rows(
                x,
                (row, from) -> {
                    MemorySegment.copy(from, 0, values, row * stride, bytes);
                    values.asSlice(row * stride + bytes, stride - bytes).fill((byte) 0);
                });
    }

    private interface RowUse {
        void row(int row, MemorySegment values);
    }

    /** Shows every row of x as k contiguous values. */
    private void rows(Matrix x, RowUse use) {
        if (x.rows() * (long) x.cols() * Float.BYTES < ROW_BYTES) {
            for (int row = 0; row < x.rows(); row++) {
                row(x, row, use);
            }
        } else {
            pool.run("matmul", x.rows(), row -> row(x, row, use));
        }
    }

    private void row(Matrix x, int row, RowUse use) {
        if (x.colStride() == 1) {
            long at = (x.offset() + row * x.rowStride()) * Float.BYTES;
            use.row(row, x.host().asSlice(at, x.cols() * (long) Float.BYTES));
            return;
        }
        float[] values = scratch.take(x.cols());
        try {
            Packing.packRow(x, row, 0, x.cols(), values, 0);
            use.row(row, MemorySegment.ofArray(values));
        } finally {
            scratch.give(values);
        }
    }

    /** Writes to y where the kernels can reach it, else beside it first. */
    private void compute(
            ProductFrame frame,
            Panels packed,
            Activation activation,
            Matrix y,
            float alpha,
            float beta) {
        Matrix target = y;
        if (!y.host().isNative()) {
            target = Matrix.rowMajor(frame.part(resultBytes(y)), y.rows(), y.cols());
            if (beta != 0) {
                Overlap.copy(y, target);
            }
        }
        MemorySegment first = target.host().asSlice(target.offset() * Float.BYTES);
        frame.output(first, target.rowStride(), target.colStride(), alpha, beta);
        run(frame, packed, activation, y.rows());
        if (target != y) {
            Overlap.copy(target, y);
        }
        Reference.reachabilityFence(packed);
        Reference.reachabilityFence(target);
    }

    private void run(ProductFrame frame, Panels packed, Activation activation, int tokens) {
        int count = packed.count();
        long work = packed.bytes() * tokens;
        long most = Math.max(1, work / TASK_BYTES);
        int tasks = (int) Math.min(Math.min(count, most), 2L * pool.threads());
        if (tokens > 1) {
            tasks = (int) Math.min(count, most);
        }
        int parts = tasks;
        pool.run(
                "matmul",
                parts,
                task -> {
                    long first = (long) count * task / parts;
                    long end = (long) count * (task + 1) / parts;
                    kernels.run(packed.bits(), activation, frame, first, end - first);
                });
    }
}
