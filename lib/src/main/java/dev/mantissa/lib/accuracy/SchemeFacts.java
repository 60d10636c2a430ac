package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.quant.WeightDistribution;
import java.util.List;
import java.util.stream.Stream;

/** What the suite needs to know of a scheme. */
final class SchemeFacts {
    private static final WeightDistribution NORMAL = WeightDistribution.NORMAL;
    private static final double HIGHEST_CODE = 127;
    private static final double UNIFORM = Math.sqrt(12);

    /** Beside the project's own schemes: coarser groups and integer activations. */
    private static final List<String> VARIANTS =
            List.of(
                    "q8:g128",
                    "q4:g128",
                    "q8:row",
                    "q4:row",
                    "q8:tensor",
                    "q8:a8",
                    "q4:a8",
                    "q2:a8",
                    "q1:a8");

    private SchemeFacts() {}

    /**
     * The schemes that a suite runs if none are named. GGUF's, whose names have an underscore, are
     * run when they are named.
     */
    static List<QuantScheme> standard() {
        return Stream.concat(
                        QuantSchemes.all().stream().filter(s -> !s.name().contains("_")),
                        VARIANTS.stream().map(QuantSchemes::of))
                .toList();
    }

    /** What products take activations as: "A16" floating point, "A8" 8-bit integers. */
    static String activations(QuantScheme scheme) {
        return scheme.options().activations().name();
    }

    /**
     * Relative error that rounding x [m, k] to the scheme's activations makes, in theory: each
     * block's step, its largest value / 127, is missed by step / √12 in the root mean square.
     */
    static double activationError(QuantScheme scheme, double[] x, int k) {
        int block = scheme.options().activations().block();
        if (block == 0) {
            return 0;
        }
        double noise = 0;
        double squares = 0;
        for (int row = 0; row < x.length; row += k) {
            for (int from = row; from < row + k; from += block) {
                int end = Math.min(from + block, row + k);
                double largest = 0;
                for (int i = from; i < end; i++) {
                    largest = Math.max(largest, Math.abs(x[i]));
                    squares += x[i] * x[i];
                }
                double deviation = largest / HIGHEST_CODE / UNIFORM;
                noise += (end - from) * deviation * deviation;
            }
        }
        return Math.sqrt(noise / squares);
    }

    /** Relative error expected on normal weights of that shape. */
    static double expectedError(QuantScheme scheme, MatrixShape shape) {
        return scheme.expectedError(NORMAL, shape.rows(), shape.cols());
    }

    /** By what factor normal weights of these shapes may miss the expected error. */
    static double scatter(QuantScheme scheme, List<MatrixShape> shapes) {
        return shapes.stream()
                .mapToDouble(s ->
                        scheme.tolerance(NORMAL, s.rows(), s.cols()) / expectedError(scheme, s))
                .max()
                .orElse(1);
    }
}
