package dev.mantissa.magics.chart;

import dev.mantissa.lib.format.BinaryFormat;
import dev.mantissa.lib.format.F16;
import dev.mantissa.lib.format.F32;
import dev.mantissa.lib.format.F64;
import dev.mantissa.lib.range.ValueCounts;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Charts such as the notebooks show. */
final class SampleCharts {
    private static final double[] SIZES = {64, 128, 256, 512, 1024};

    private SampleCharts() {}

    static List<Chart> all() {
        return List.of(
                pareto(),
                errorBySize(),
                confusion(),
                loss(),
                bars(),
                heatmap(),
                bits(),
                numberLine(),
                exponents(),
                errorByBits(),
                weights());
    }

    static ExponentChart exponents() {
        return Charts.exponents("Magnitudes of net: weights")
                .row("layer 0 'conv' W", counts(4, 0.1, 864))
                .row("layer 0 'conv' b", counts(5, 0, 4))
                .row("layer 1 'dense' W", counts(6, 3e-7, 2304, Float.NaN, 7e4f))
                .row("layer 2 'out' W", counts(7, 3e4, 48, Float.POSITIVE_INFINITY, 1e-9f));
    }

    static ValueCounts counts(long seed, double scale, int count, float... more) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = Arrays.copyOf(more, count);
        for (int i = more.length; i < count; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return ValueCounts.of(MemorySegment.ofArray(values), count);
    }

    static RateChart errorByBits() {
        return Charts.errorByBits("Weights in few bits")
                .point("q8", "dense", 8.5, 0.0054)
                .point("q4", "dense", 4.5, 0.081)
                .point("q1", "dense", 1.5, 0.59)
                .point("", "model", 4.5, 0.157);
    }

    static WeightsChart weights() {
        double[] weights = new SplittableRandom(8).doubles(2000).map(u -> 4 * u * u - 1).toArray();
        return Charts.weights("Weights and their grids")
                .row("2 bit", weights, -1.5, -0.5, 0.5, 1.5)
                .row("1 bit", weights, -0.9, 0.9)
                .within(-2, 2);
    }

    static BitPicture bits() {
        return Charts.bits("A tenth")
                .value("0.1f", F32.FORMAT, 0.1)
                .value("0.1", F64.FORMAT, 0.1)
                .value("smallest", F16.FORMAT, -0x1p-24);
    }

    static NumberLine numberLine() {
        return Charts.numberLine("Values up to 16")
                .x("value")
                .row(BinaryFormat.of(4, 3))
                .row(BinaryFormat.of(2, 1))
                .row("int4", -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7)
                .within(-16, 16);
    }

    static ParetoChart pareto() {
        ParetoChart chart = Charts.pareto("Accuracy and speed").y("images/s");
        String[] schemes = {"none", "8 bit", "4 bit"};
        String[] modes = {"highest", "high", "medium"};
        double[] errors = {0, 2.1e-4, 1.9e-3, 4.1e-3, 4.2e-3, 4.6e-3, 8.1e-2, 8.12e-2, 8.2e-2};
        double[] speeds = {41.2, 39.9, 38.1, 40.2, 40.1, 36.5, 37.2, 42.4, 43.1};
        for (int i = 0; i < errors.length; i++) {
            String scheme = schemes[i / 3];
            chart.point(
                    new ParetoPoint(
                            modes[i % 3] + ", " + scheme,
                            scheme,
                            errors[i],
                            speeds[i],
                            speeds[i] * 0.985,
                            speeds[i] * 1.02));
        }
        return chart;
    }

    static LineChart errorBySize() {
        return Charts.errorBySize("Relative error of a product", SIZES)
                .series(
                        "highest",
                        new double[] {4e-8, 5.6e-8, 8e-8, 1.1e-7, 1.6e-7},
                        new double[] {3.5e-8, 5e-8, 7e-8, 1e-7, 1.5e-7},
                        new double[] {4.6e-8, 6e-8, 9e-8, 1.3e-7, 1.7e-7})
                .series("high (emulated)", 2.9e-4, 2.93e-4, 2.92e-4, 2.93e-4, 2.93e-4)
                .series("medium (emulated)", 2.3e-3, 2.36e-3, 2.35e-3, 2.36e-3, 2.36e-3);
    }

    static HeatMap confusion() {
        SplittableRandom random = new SplittableRandom(2);
        int[][] counts = new int[10][10];
        for (int i = 0; i < 10; i++) {
            for (int j = 0; j < 10; j++) {
                counts[i][j] =
                        i == j ? 85 + random.nextInt(15) : Math.max(0, random.nextInt(12) - 6);
            }
        }
        return Charts.confusion("Digits taken for one another", counts);
    }

    static LineChart loss() {
        SplittableRandom random = new SplittableRandom(3);
        double[] train = new double[1500];
        double[] validation = new double[1500];
        for (int i = 0; i < train.length; i++) {
            train[i] = 2.3 * Math.exp(-i / 150.0) + 0.08 + 0.15 * random.nextDouble();
            validation[i] = 2.3 * Math.exp(-i / 160.0) + 0.16;
        }
        return Charts.lines("Training loss")
                .x("step")
                .y("cross entropy")
                .series("train", train)
                .series("validation", validation);
    }

    static BarChart bars() {
        return Charts.bars("Memory of the weights", "MiB")
                .bar("f32", 12.4)
                .bar("bf16", 6.2)
                .bar("8 bit, group 64", 3.3, 3.1, 3.5)
                .bar("4 bit, group 64", 1.9);
    }

    static HeatMap heatmap() {
        return Charts.heatmap("Error by layer", new double[][] {{0, 0.25}, {1.5, 1e-5}})
                .axes("layer", "head");
    }
}
