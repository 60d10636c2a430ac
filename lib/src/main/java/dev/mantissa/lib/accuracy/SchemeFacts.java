package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import java.util.List;
import java.util.stream.Stream;

/** What the suite needs to know of a scheme. */
final class SchemeFacts {
    private static final int COARSE = 128;
    private static final String FLOATING = "A16";

    private SchemeFacts() {}

    /** The schemes that a suite runs if none are named: each in its usual and in a coarse group. */
    static List<QuantScheme> standard() {
        return QuantSchemes.all().stream()
                .flatMap(scheme -> Stream.of(scheme, scheme.withGroup(COARSE)))
                .toList();
    }

    /** What products take activations as: "A16", floating point, which is what all schemes do. */
    static String activations(QuantScheme scheme) {
        return FLOATING;
    }

    /** Whether products take activations as they come. */
    static boolean takesFloats(QuantScheme scheme) {
        return activations(scheme).equals(FLOATING);
    }

    /** Relative error that rounding x [m, k] to the scheme's activations makes, in theory. */
    static double activationError(QuantScheme scheme, double[] x, int k) {
        return 0;
    }

    /** Relative error expected on normal weights of that shape. */
    static double expectedError(QuantScheme scheme, MatrixShape shape) {
        return scheme.expectedError();
    }

    /** By what factor normal weights of these shapes may miss the expected error. */
    static double scatter(QuantScheme scheme, List<MatrixShape> shapes) {
        long weights = shapes.stream().mapToLong(MatrixShape::elements).min().orElse(1);
        return scheme.tolerance(weights) / scheme.expectedError();
    }
}
