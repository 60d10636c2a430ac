package dev.mantissa.lib.quant;

import dev.mantissa.lib.engine.Engine;
import dev.mantissa.lib.engine.Engines;
import dev.mantissa.lib.engine.Reference;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Products with packed weights [2048, 2048] beside f32 ones, for 1, 4, 32 and 512 rows of x, the
 * samples of all interleaved. The answer is checked before it is timed.
 */
public final class QuantBenchmark {
    private static final int SIZE = 2048;
    private static final int SAMPLES = 15;
    private static final double REPEATS = 3;
    private static final Precision HIGHEST = Precisions.of("highest");

    private QuantBenchmark() {}

    public static void main(String[] rows) {
        String[] asked = rows.length == 0 ? new String[] {"1", "4", "32", "512"} : rows;
        for (String count : asked) {
            compare(Integer.parseInt(count));
        }
    }

    private static void compare(int m) {
        Matrix weights = normal(SIZE, SIZE, 1);
        Matrix x = normal(m, SIZE, 2);
        Matrix y = normal(m, SIZE, 3);
        Engine engine = Engines.select("vector");
        Map<String, Runnable> bodies = new LinkedHashMap<>();
        bodies.put("f32", () -> engine.matmul(x, weights.transposed(), y, 1, 0, HIGHEST));
        for (QuantScheme scheme : QuantSchemes.all()) {
            long start = System.nanoTime();
            QuantTensor packed = scheme.encode(weights);
            double millis = (System.nanoTime() - start) / 1e6;
            packed.multiply(x, y, 1, 0, HIGHEST);
            check(y, Reference.product(x, packed.decode().transposed()));
            System.out.printf(
                    "%s: encoded in %.0f ms, %.2f bits per weight%n",
                    scheme, millis, packed.bitsPerWeight());
            bodies.put(scheme.toString(), () -> packed.multiply(x, y, 1, 0, HIGHEST));
        }
        Map<String, double[]> times = new LinkedHashMap<>();
        bodies.forEach((name, body) -> times.put(name, new double[SAMPLES]));
        bodies.values().forEach(QuantBenchmark::warmUp);
        for (int sample = 0; sample < SAMPLES; sample++) {
            for (String name : bodies.keySet()) {
                long start = System.nanoTime();
                for (int i = 0; i < REPEATS; i++) {
                    bodies.get(name).run();
                }
                times.get(name)[sample] = (System.nanoTime() - start) / REPEATS;
            }
        }
        times.forEach((name, t) -> print(m, name, t));
    }

    private static void print(int m, String name, double[] times) {
        Arrays.sort(times);
        double median = times[SAMPLES / 2];
        System.out.printf(
                "  x [%d, %d] %-7s %8.3f ms (quartiles %.3f to %.3f)  %.1f GFLOP/s%n",
                m,
                SIZE,
                name,
                median / 1e6,
                times[SAMPLES / 4] / 1e6,
                times[SAMPLES * 3 / 4] / 1e6,
                2.0 * m * SIZE * SIZE / median);
    }

    private static void warmUp(Runnable body) {
        long end = System.nanoTime() + 500_000_000;
        while (System.nanoTime() < end) {
            body.run();
        }
    }

    private static void check(Matrix y, double[] exact) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < exact.length; i++) {
            double d = y.host().getAtIndex(ValueLayout.JAVA_FLOAT, i) - exact[i];
            difference += d * d;
            norm += exact[i] * exact[i];
        }
        double error = Math.sqrt(difference / norm);
        if (!(error < 1e-6)) {
            throw new IllegalStateException("wrong answer: relative error " + error);
        }
    }

    private static Matrix normal(int rows, int cols, long seed) {
        float[] values = QuantSchemeTest.normal(rows * cols, seed);
        MemorySegment memory = Arena.ofAuto().allocate(4L * rows * cols, 64);
        MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_FLOAT, 0, values.length);
        return Matrix.rowMajor(memory, rows, cols);
    }
}
