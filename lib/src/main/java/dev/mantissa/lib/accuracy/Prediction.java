package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.quant.QuantScheme;
import java.util.Locale;

/**
 * Derives the tolerance of a scenario from the scheme's expected error and from how the structure
 * carries errors of weights to its output.
 *
 * <p>The structure is computed in f64 with weights that are disturbed by the expected error ({@link
 * DisturbedLinear}); the error of that output is the prediction. For a single product it is the
 * scheme's own expected error, as theory says: E·x has the relative size of E where x is not
 * aligned with it.
 */
final class Prediction {
    private static final double SIGMAS = 4;
    private static final int MOST_DRAWS = 4;
    private static final long SMALL = 1 << 20;

    private Prediction() {}

    static Tolerance of(Draw draw, Packed packed) {
        QuantScheme scheme = packed.scheme();
        double expected = SchemeFacts.expectedError(scheme, draw.shapes().getFirst());
        double predicted = predicted(draw, scheme);
        double squares = draw.degreesOfFreedom();
        double scatter = 1 + SIGMAS / Math.sqrt(squares);
        double groups = SchemeFacts.scatter(scheme, draw.shapes());
        double floor = RateDistortion.floor(packed.bitsPerWeight());
        double least = predicted * Math.min(1, floor / expected) / scatter;
        String source =
                String.format(
                        Locale.ROOT,
                        "%s: %.3g expected on normal weights; f64 with weights disturbed so: %.3g; × %.2f for %s's own scatter, × %.2f for %.0f independent squares",
                        scheme,
                        expected,
                        predicted,
                        groups,
                        scheme.name(),
                        scatter,
                        squares);
        return new Tolerance(predicted, least, predicted * groups * scatter, source);
    }

    /** Root mean square over some draws of the disturbance; one is enough where there is much. */
    private static double predicted(Draw draw, QuantScheme scheme) {
        int draws = draw.structure().size(draw.shape()) > SMALL ? 1 : MOST_DRAWS;
        double squares = 0;
        for (int i = 0; i < draws; i++) {
            long seed = draw.seed() * 31 + 1 + 7919L * i;
            Linear linear = new DisturbedLinear(draw, scheme, seed);
            double[] output =
                    draw.structure().forward(draw.shape(), draw.input(), draw.rows(), linear);
            double distance = distance(output, draw.reference());
            squares += distance * distance;
        }
        return Math.sqrt(squares / draws);
    }

    private static double distance(double[] output, double[] reference) {
        double error = 0;
        double norm = 0;
        for (int i = 0; i < output.length; i++) {
            double d = output[i] - reference[i];
            error += d * d;
            norm += reference[i] * reference[i];
        }
        return Math.sqrt(error / norm);
    }
}
