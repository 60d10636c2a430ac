package dev.mantissa.lib.engine;

import dev.mantissa.lib.engine.Matrices.Layout;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Products with packed weights by the native engine (each instruction set), the vector engine and,
 * with {@code -Dmantissa.ggml=/path/libggml-cpu.so}, ggml: the samples of all interleaved, answers
 * checked before they are timed. Arguments: n k m, the shape of x [m, k] · w [n, k] transposed;
 * 2048 2048 1 without any.
 */
public final class QuantKernelBenchmark {
    private static final int SAMPLES = Integer.getInteger("mantissa.samples", 25);
    private static final long SAMPLE_NANOS = 3_000_000;
    private static final long SETTLE_NANOS = 6_000_000;
    private static final Precision HIGHEST = Precisions.of("highest");
    private static final Map<String, Integer> GGML_TYPES =
            Map.of("Q8_0", 8, "Q4_0", 2, "Q2_K", 10, "TQ2_0", 35, "TQ1_0", 34, "Q1_0", 41);

    private final int n;
    private final int k;
    private final int m;
    private final Matrix weights;
    private final Matrix x;
    private final double[] exact;
    private final Map<String, Runnable> rivals = new LinkedHashMap<>();

    private QuantKernelBenchmark(int n, int k, int m) {
        this.n = n;
        this.k = k;
        this.m = m;
        weights = Matrices.normal(Layout.ROW_MAJOR, n, k, 1);
        x = Matrices.normal(Layout.ROW_MAJOR, m, k, 2);
        exact = Reference.product(x, weights.transposed());
    }

    public static void main(String[] shape) {
        List<Integer> sizes = Arrays.stream(shape).map(Integer::valueOf).toList();
        QuantKernelBenchmark benchmark =
                sizes.size() == 3
                        ? new QuantKernelBenchmark(sizes.get(0), sizes.get(1), sizes.get(2))
                        : new QuantKernelBenchmark(2048, 2048, 1);
        benchmark.ours();
        String ggml = System.getProperty("mantissa.ggml");
        if (ggml != null) {
            benchmark.ggml(new Ggml(Path.of(ggml), WorkerPool.shared().threads()));
        }
        benchmark.run();
    }

    private void ours() {
        for (QuantScheme scheme :
                List.of("q8", "q4", "q2", "q1").stream().map(QuantSchemes::of).toList()) {
            QuantTensor packed = scheme.encode(weights);
            for (NativeEngine engine : NativeKernels.engines()) {
                NativeProduct product = engine.kernels().orElseThrow();
                long start = System.nanoTime();
                product.panels(packed);
                double millis = (System.nanoTime() - start) / 1e6;
                System.out.printf(
                        "%s: panels for %s in %.1f ms%n", scheme, product.level(), millis);
                Matrix y = Matrices.filled(Layout.ROW_MAJOR, m, n, 0);
                add(
                        "%s a8 %s".formatted(scheme.name(), product.level()),
                        () -> QuantisedProduct.multiplyInt8(engine, x, packed, y, 1, 0),
                        y);
                add(
                        "%s a16 %s".formatted(scheme.name(), product.level()),
                        () -> QuantisedProduct.multiply(engine, x, packed, y, 1, 0, HIGHEST),
                        y);
            }
            Matrix y = Matrices.filled(Layout.ROW_MAJOR, m, n, 0);
            VectorEngine vector = new VectorEngine();
            add(
                    scheme.name() + " a8 vector",
                    () -> QuantisedProduct.multiplyInt8(vector, x, packed, y, 1, 0),
                    y);
            add(
                    scheme.name() + " a16 vector",
                    () -> QuantisedProduct.multiply(vector, x, packed, y, 1, 0, HIGHEST),
                    y);
        }
    }

    private void add(String name, Runnable body, Matrix y) {
        body.run();
        check(name, Matrices.values(y));
        rivals.put(name, body);
    }

    /** Errors of 1 bit are the largest there are: .6 of the weights, and a little for x. */
    private void check(String name, float[] values) {
        double error = Matrices.error(values, exact);
        System.out.printf("%-28s relative error %.4f%n", name, error);
        if (!(error < 0.85)) {
            throw new IllegalStateException(name + ": wrong answer, relative error " + error);
        }
    }

    private void ggml(Ggml ggml) {
        float[] w = Matrices.values(weights);
        float[] values = Matrices.values(x);
        for (String type : List.of("Q8_0", "Q4_0", "Q2_K", "TQ2_0", "TQ1_0", "Q1_0")) {
            int number = GGML_TYPES.get(type);
            add(type, ggml.product(number, false, w, n, k, values, m));
            add(type + " repacked", ggml.product(number, true, w, n, k, values, m));
        }
    }

    private void add(String type, Optional<Ggml.Product> found) {
        found.ifPresent(product -> {
            product.compute().run();
            check("ggml " + type, product.result().toArray(ValueLayout.JAVA_FLOAT));
            rivals.put("ggml " + type, product.compute());
        });
    }

    private void run() {
        Map<String, double[]> times = new LinkedHashMap<>();
        Map<String, Integer> repeats = new LinkedHashMap<>();
        rivals.forEach((name, body) -> repeats.put(name, warmUp(body)));
        rivals.keySet().forEach(name -> times.put(name, new double[SAMPLES]));
        for (int sample = 0; sample < SAMPLES; sample++) {
            for (String name : rivals.keySet()) {
                times.get(name)[sample] = sample(rivals.get(name), repeats.get(name));
            }
        }
        System.out.printf(
                "[%d, %d] · [%d, %d]T, %d threads%n", m, k, n, k, WorkerPool.shared().threads());
        times.forEach(this::line);
    }

    /** What the rival before left running (threads that still spin) ends in the untimed part. */
    private static double sample(Runnable body, int repeats) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < SETTLE_NANOS) {
            body.run();
        }
        long start = System.nanoTime();
        for (int i = 0; i < repeats; i++) {
            body.run();
        }
        return (System.nanoTime() - start) / (double) repeats;
    }

    private void line(String name, double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        System.out.printf(
                "  %-28s %9.1f µs (least %.1f, quartiles %.1f to %.1f) %7.1f GFLOP/s%n",
                name,
                median / 1e3,
                sorted[0] / 1e3,
                sorted[sorted.length / 4] / 1e3,
                sorted[sorted.length * 3 / 4] / 1e3,
                2.0 * n * k * m / median);
    }

    private static int warmUp(Runnable body) {
        long start = System.nanoTime();
        int runs = 0;
        while (System.nanoTime() - start < 300_000_000L || runs < 3) {
            body.run();
            runs++;
        }
        return (int) Math.max(1, SAMPLE_NANOS * runs / (System.nanoTime() - start));
    }
}
