package dev.mantissa.lib.engine;

import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;

/**
 * Products of packed weights with activations rounded to 8 bits, in plain Java: what the C kernels
 * compute, bit for bit.
 *
 * <p>x is rounded as {@link RoundedRows} says. For each element of y, block by block: sum =
 * fma(weight scale, (integer dot product) · (scale · unit), sum) in f32.
 */
final class IntegerProduct {
    private static final int BLOCK = RoundedRows.BLOCK;
    private static final long TASK = 1L << 16;

    private final PackedWeights weights;
    private final IntegerLevels levels;
    private final int blocks;
    private final int tokens;
    private final byte[] codes;
    private final float[] scales;

    private IntegerProduct(WorkerPool pool, Matrix x, PackedWeights weights) {
        this.weights = weights;
        this.levels = Objects.requireNonNull(IntegerLevels.of(weights.bits()));
        RoundedRows rounded = new RoundedRows(pool, x, levels.unit());
        this.blocks = rounded.blocks();
        this.tokens = rounded.rows();
        this.codes = rounded.codes();
        this.scales = rounded.scales();
    }

    /** y [m, n] = alpha · x [m, k] · weights [n, k] transposed + beta · y; none is empty. */
    static void multiply(
            WorkerPool pool, Matrix x, PackedWeights weights, Matrix y, float alpha, float beta) {
        IntegerProduct product = new IntegerProduct(pool, x, weights);
        long work = (long) weights.cols() * x.rows();
        int perTask = (int) Math.clamp(TASK / work, 1, weights.rows());
        int tasks = (weights.rows() + perTask - 1) / perTask;
        pool.run("matmul", tasks, task -> product.part(task, perTask, y, alpha, beta));
    }

    private void part(int task, int perTask, Matrix y, float alpha, float beta) {
        byte[] row = new byte[blocks * BLOCK];
        float[] sums = new float[tokens];
        int end = Math.min(weights.rows(), (task + 1) * perTask);
        for (int r = task * perTask; r < end; r++) {
            unpack(r, row);
            Arrays.fill(sums, 0);
            for (int b = 0; b < blocks; b++) {
                float scale = weights.scale(r, b);
                for (int token = 0; token < tokens; token++) {
                    int at = token * blocks + b;
                    sums[token] = Math.fma(scale, dot(row, b, at) * scales[at], sums[token]);
                }
            }
            for (int token = 0; token < tokens; token++) {
                long at = y.offset() + token * y.rowStride() + r * y.colStride();
                store(y, at, alpha * sums[token], beta);
            }
        }
    }

    private int dot(byte[] row, int block, int at) {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += row[block * BLOCK + i] * codes[at * BLOCK + i];
        }
        return sum;
    }

    /** Levels of a row, in units. */
    private void unpack(int r, byte[] to) {
        int bits = weights.bits();
        int mask = (1 << bits) - 1;
        int bytes = BLOCK * bits / Byte.SIZE;
        MemorySegment plane = weights.codes();
        for (int b = 0; b < blocks; b++) {
            for (int j = 0; j < bytes; j++) {
                long at = r * weights.rowBytes() + b * (long) bytes + j;
                int packed = plane.get(ValueLayout.JAVA_BYTE, at);
                for (int f = 0; f < Byte.SIZE / bits; f++) {
                    int code = bits == Byte.SIZE ? packed : packed >> f * bits & mask;
                    to[b * BLOCK + f * bytes + j] = (byte) levels.integer(code);
                }
            }
        }
    }

    /** Element {@code at} = value + beta · what it was; with beta = 0, it is not read. */
    static void store(Matrix y, long at, float value, float beta) {
        long bytes = at * Float.BYTES;
        MemorySegment memory = y.host();
        float old = beta == 0 ? 0 : memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, bytes);
        memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, bytes, beta == 0 ? value : value + beta * old);
    }
}
