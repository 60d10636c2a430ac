package dev.mantissa.lib.tensorcore;

import dev.mantissa.lib.engine.WorkerPool;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Multiply-adds per second of every generation and kind, on one thread and on all. Arguments: m, n
 * and k, 512 each unless told. Some outputs are checked before anything is timed.
 */
public final class TensorCoreBenchmark {
    private static final int SAMPLES = 15;
    private static final int CHECKED = 40;

    private TensorCoreBenchmark() {}

    public static void main(String[] sizes) {
        int m = sizes.length > 0 ? Integer.parseInt(sizes[0]) : 512;
        int n = sizes.length > 1 ? Integer.parseInt(sizes[1]) : 512;
        int k = sizes.length > 2 ? Integer.parseInt(sizes[2]) : 512;
        System.out.printf("[%d, %d, %d], %d lanes%n", m, n, k, VectorBlock.LANES);
        for (Generation generation : Generation.values()) {
            for (OperandKind kind : generation.kinds()) {
                measure(generation, kind, generation.sum(kind), m, n, k);
            }
            BlockSum half = generation.sum(OperandKind.F16).withHalfOutput();
            measure(generation, OperandKind.F16, half, m, n, k);
        }
    }

    private static void measure(
            Generation generation, OperandKind kind, BlockSum sum, int m, int n, int k) {
        SplittableRandom random = new SplittableRandom(7);
        float[] a = Regime.NEAR.operands(kind, random, m * k);
        float[] b = Regime.NEAR.operands(kind, random, k * n);
        float[] c = new float[m * n];
        Product product = Product.of(sum, kind, a, b, c, m, n, k, 0);
        check(product, kind, random);
        double[] rates = new double[2];
        for (int threads = 1; threads <= 2; threads++) {
            WorkerPool pool = threads == 1 ? new WorkerPool(1) : WorkerPool.shared();
            rates[threads - 1] = (double) m * n * k / median(product, pool);
        }
        System.out.printf(
                "%-10s %-5s %-5s  1 thread %6.2f, %d threads %6.2f G multiply-adds/s%n",
                generation.label(),
                kind.label(),
                sum.output(),
                rates[0],
                WorkerPool.shared().threads(),
                rates[1]);
    }

    private static void check(Product p, OperandKind kind, SplittableRandom random) {
        run(p, WorkerPool.shared());
        for (int i = 0; i < CHECKED; i++) {
            int row = random.nextInt(p.m());
            int col = random.nextInt(p.n());
            float[] left = Arrays.copyOfRange(p.a(), row * p.k(), (row + 1) * p.k());
            float[] right = new float[p.k()];
            for (int at = 0; at < p.k(); at++) {
                right[at] = p.b()[at * p.n() + col];
            }
            float expected = ExactTensorCore.dot(p.sum(), kind, 0, left, right);
            if (expected != p.c()[row * p.n() + col]) {
                throw new IllegalStateException("wrong answer at (%d, %d)".formatted(row, col));
            }
        }
    }

    private static void run(Product p, WorkerPool pool) {
        Arrays.fill(p.c(), 0);
        TensorCoreProduct.multiply(new VectorKernel(), pool, p);
    }

    /** Nanoseconds. */
    private static double median(Product product, WorkerPool pool) {
        long end = System.nanoTime() + 400_000_000;
        do {
            run(product, pool);
        } while (System.nanoTime() < end);
        double[] nanos = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            long start = System.nanoTime();
            run(product, pool);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[SAMPLES / 2];
    }
}
