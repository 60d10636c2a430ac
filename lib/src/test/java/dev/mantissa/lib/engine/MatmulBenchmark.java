package dev.mantissa.lib.engine;

import dev.mantissa.lib.engine.Matrices.Layout;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The engines vector and native in precision modes beside OpenBLAS (through ND4J: preallocated in
 * f-order, and by {@code a.mmul(b)}), the samples of all interleaved. Arguments: sizes and modes;
 * by default three sizes and every plain mode. The answer is checked before it is timed.
 *
 * <p>Which code OpenBLAS runs is printed with {@code OPENBLAS_VERBOSE=2} in the environment; {@code
 * OPENBLAS_CORETYPE} chooses it on processors that it does not know.
 */
public final class MatmulBenchmark {
    private static final int SAMPLES = 25;
    private static final long SAMPLE_NANOS = 20_000_000;
    private static final long PAUSE_MILLIS = 50;

    private MatmulBenchmark() {}

    public static void main(String[] arguments) {
        Nd4j.getEnvironment().setMaxMasterThreads(WorkerPool.shared().threads());
        Nd4j.getEnvironment().setMaxThreads(WorkerPool.shared().threads());
        Engines.explain().forEach(System.out::println);
        List<String> sizes = new ArrayList<>();
        List<Precision> modes = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.matches("\\d+")) {
                sizes.add(argument);
            } else {
                modes.add(Precisions.of(argument));
            }
        }
        List<Precision> timed =
                modes.isEmpty()
                        ? Precisions.all().stream().filter(Precision::isPlain).toList()
                        : modes;
        (sizes.isEmpty() ? List.of("64", "256", "1024") : sizes)
                .forEach(size -> compare(Integer.parseInt(size), timed));
    }

    private static void compare(int n, List<Precision> modes) {
        Matrix a = Matrices.normal(Layout.ROW_MAJOR, n, n, 1);
        Matrix b = Matrices.normal(Layout.ROW_MAJOR, n, n, 2);
        Matrix c = Matrices.filled(Layout.ROW_MAJOR, n, n, 0);
        Engine engine = new VectorEngine();
        Engine inC = new NativeEngine(engine);
        Map<String, Runnable> rivals = new LinkedHashMap<>();
        INDArray left = Nd4j.create(Matrices.values(a), new long[] {n, n}, 'c').dup('f');
        INDArray right = Nd4j.create(Matrices.values(b), new long[] {n, n}, 'c').dup('f');
        INDArray out = Nd4j.create(new int[] {n, n}, 'f');
        rivals.put("openblas", () -> Nd4j.gemm(left, right, out, false, false, 1, 0));
        rivals.put("openblas mmul", () -> left.mmul(right));
        for (Precision mode : modes) {
            rivals.put(mode.name(), () -> engine.matmul(a, b, c, 1, 0, mode));
            if (inC.probe() instanceof Probe.Ready) {
                rivals.put(mode.name() + " native", () -> inC.matmul(a, b, c, 1, 0, mode));
            }
        }
        Matrix bt = b.transposed();
        Matrix at = a.transposed();
        Precision highest = Precisions.of("highest");
        Engine best = Engines.select();
        String by = " " + best.name();
        rivals.put("a·bT" + by, () -> best.matmul(a, bt, c, 1, 0, highest));
        rivals.put("aT·b" + by, () -> best.matmul(at, b, c, 1, 0, highest));
        engine.matmul(a, b, c, 1, 0, highest);
        double error = Matrices.error(Matrices.values(c), Reference.product(a, b));
        if (!(error < 1e-6)) {
            throw new IllegalStateException("wrong answer: relative error " + error);
        }
        report(n, rivals, error);
    }

    private static void report(int n, Map<String, Runnable> rivals, double error) {
        Map<String, double[]> times = new LinkedHashMap<>();
        Map<String, Integer> repeats = new LinkedHashMap<>();
        rivals.forEach((name, body) -> repeats.put(name, warmUp(body)));
        rivals.keySet().forEach(name -> times.put(name, new double[SAMPLES]));
        for (int sample = 0; sample < SAMPLES; sample++) {
            for (String name : new ArrayList<>(rivals.keySet())) {
                int count = repeats.get(name);
                pause();
                rivals.get(name).run();
                long start = System.nanoTime();
                for (int i = 0; i < count; i++) {
                    rivals.get(name).run();
                }
                times.get(name)[sample] = (System.nanoTime() - start) / (double) count;
            }
        }
        double base = quantile(times.get("openblas"), 0.5);
        times.forEach((name, t) -> line(n, name, t, base));
        System.out.printf("  relative error of highest %.2e%n", error);
    }

    /**
     * OpenBLAS's threads stay awake for some time after a product and would slow the next rival.
     */
    private static void pause() {
        LockSupport.parkNanos(PAUSE_MILLIS * 1_000_000L);
    }

    private static void line(int n, String name, double[] times, double base) {
        double median = quantile(times, 0.5);
        double flops = 2.0 * n * n * n;
        System.out.printf(
                "  %5d³ %-15s %8.1f GFLOP/s (quartiles %.1f to %.1f) %10.1f µs  %.2fx openblas%n",
                n,
                name,
                flops / median,
                flops / quantile(times, 0.75),
                flops / quantile(times, 0.25),
                median / 1e3,
                base / median);
    }

    private static int warmUp(Runnable body) {
        long start = System.nanoTime();
        int runs = 0;
        while (System.nanoTime() - start < 700_000_000L || runs < 3) {
            body.run();
            runs++;
        }
        return (int) Math.max(1, SAMPLE_NANOS * runs / (System.nanoTime() - start));
    }

    private static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (q * (sorted.length - 1))];
    }
}
