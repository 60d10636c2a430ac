package dev.mantissa.lib.engine;

import dev.mantissa.lib.engine.Matrices.Layout;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * How much of the memory's speed a product with one row of x uses: weights far larger than the
 * caches against a sum of as many bytes, in turns.
 */
public final class BandwidthBenchmark {
    private static final int ROWS = 1 << 18;
    private static final int COLS = 1 << 13;
    private static final int SAMPLES = 15;
    private static final int PART = 1 << 22;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

    private BandwidthBenchmark() {}

    public static void main(String[] arguments) {
        NativeEngine engine = NativeKernels.engines().getLast();
        NativeProduct product = engine.kernels().orElseThrow();
        PackedWeights weights = new RandomWeights(4, ROWS, COLS);
        long start = System.nanoTime();
        long bytes = product.panels(weights).bytes();
        double millis = (System.nanoTime() - start) / 1e6;
        System.out.printf("%,d bytes of panels, made in %.0f ms%n", bytes, millis);
        Matrix x = Matrices.normal(Layout.ROW_MAJOR, 1, COLS, 2);
        Matrix y = Matrices.filled(Layout.ROW_MAJOR, 1, ROWS, 0);
        MemorySegment memory = weights.codes();
        double[] sums = new double[SAMPLES];
        double[] products = new double[SAMPLES];
        for (int i = -3; i < SAMPLES; i++) {
            double sum = rate(memory.byteSize(), () -> sum(memory));
            double multiplied =
                    rate(
                            bytes,
                            () -> {
                                QuantisedProduct.multiplyInt8(engine, x, weights, y, 1, 0);
                                return 0;
                            });
            if (i >= 0) {
                sums[i] = sum;
                products[i] = multiplied;
            }
        }
        Arrays.sort(sums);
        Arrays.sort(products);
        int middle = SAMPLES / 2;
        System.out.printf(
                "sum %.1f GB/s (most %.1f), q4 gemv %.1f GB/s (most %.1f): %.0f %%%n",
                sums[middle],
                sums[SAMPLES - 1],
                products[middle],
                products[SAMPLES - 1],
                100 * products[middle] / sums[middle]);
    }

    private static double rate(long bytes, LongSupplier body) {
        long start = System.nanoTime();
        body.getAsLong();
        return bytes / (double) (System.nanoTime() - start);
    }

    private static long sum(MemorySegment memory) {
        AtomicLong total = new AtomicLong();
        int parts = (int) (memory.byteSize() / PART);
        WorkerPool.shared()
                .run("sum", parts, part -> total.addAndGet(sum(memory, (long) part * PART)));
        return total.get();
    }

    private static long sum(MemorySegment memory, long from) {
        int step = LONGS.vectorByteSize();
        LongVector a = LongVector.zero(LONGS);
        LongVector b = a;
        LongVector c = a;
        LongVector d = a;
        for (long at = from; at < from + PART; at += 4L * step) {
            a = a.add(load(memory, at));
            b = b.add(load(memory, at + step));
            c = c.add(load(memory, at + 2L * step));
            d = d.add(load(memory, at + 3L * step));
        }
        return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
    }

    private static LongVector load(MemorySegment memory, long at) {
        return LongVector.fromMemorySegment(LONGS, memory, at, ByteOrder.LITTLE_ENDIAN);
    }

    /** Random codes, scales of 1. */
    private record RandomWeights(
            int bits, int rows, int cols, MemorySegment codes, MemorySegment scales)
            implements PackedWeights {
        RandomWeights(int bits, int rows, int cols) {
            this(
                    bits,
                    rows,
                    cols,
                    Arena.global().allocate((long) rows * cols * bits / 8, 64),
                    ones(rows));
            byte[] bytes = new byte[PART];
            new Random(1).nextBytes(bytes);
            for (long at = 0; at < codes.byteSize(); at += PART) {
                codes.asSlice(at, PART).copyFrom(MemorySegment.ofArray(bytes));
            }
        }

        @Override
        public int group() {
            return cols;
        }

        @Override
        public float level(int code) {
            return code - 8;
        }

        @Override
        public long rowBytes() {
            return (long) cols * bits / 8;
        }

        private static MemorySegment ones(int rows) {
            short[] ones = new short[rows];
            Arrays.fill(ones, Float.floatToFloat16(1));
            return MemorySegment.ofArray(ones);
        }

        @Override
        public void read(int row, int col, int count, float[] to, int at) {
            throw new UnsupportedOperationException("for the native engine alone");
        }
    }
}
