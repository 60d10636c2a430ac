package dev.mantissa.lib.quant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.tensor.Matrix;
import dev.mantissa.lib.tensor.Tensor;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against every choice of codes there is, for groups of four weights. */
class ImportanceMatrixTest {
    private static final int WEIGHTS = 4;
    private static final int GROUPS = 60;
    private static final Matrix ROWS = Tensor.randn(3, GROUPS, WEIGHTS).matrix();
    private static final double[] IMPORTANCE = {9, 0.04, 1, 2.25};

    @ParameterizedTest
    @ValueSource(strings = {"q1", "ternary", "q2", "q2:asym", "q3"})
    void the_weighted_error_is_the_least_there_is(String scheme) {
        Matrix x = Tensor.of(new float[] {3, 0.2f, 1, 1.5f}, 1, WEIGHTS).matrix();
        QuantScheme chosen = QuantSchemes.of(scheme);
        Matrix stored = Calibrations.of("imatrix").encode(chosen, ROWS, x).decode();

        double found = 0;
        double least = 0;
        double free = 0;
        Matrix unweighted = chosen.encode(ROWS).decode();
        for (int row = 0; row < GROUPS; row++) {
            float[] weights = ROWS.row(row);
            found += error(weights, stored.row(row));
            free += error(weights, unweighted.row(row));
            least += least(weights, levels(scheme), chosen.options().asymmetric());
        }
        // Scales and zero points are rounded to f16 only in the packed form.
        assertThat(found).isBetween(least, least * 1.01 + 1e-5);
        assertThat(found).isLessThan(free);
    }

    private static double error(float[] weights, float[] stored) {
        return IntStream.range(0, WEIGHTS)
                .mapToDouble(i -> IMPORTANCE[i] * Math.pow((double) weights[i] - stored[i], 2))
                .sum();
    }

    private static double least(float[] weights, double[] levels, boolean zero) {
        double least = Double.POSITIVE_INFINITY;
        int choices = (int) Math.pow(levels.length, WEIGHTS);
        for (int choice = 0; choice < choices; choice++) {
            double[] chosen = new double[WEIGHTS];
            for (int i = 0, rest = choice; i < WEIGHTS; i++, rest /= levels.length) {
                chosen[i] = levels[rest % levels.length];
            }
            least = Math.min(least, residual(weights, chosen, zero));
        }
        return least;
    }

    /** Weighted squares left by the best scale, and zero point if there is one. */
    private static double residual(float[] weights, double[] levels, boolean zero) {
        double sum = 0;
        double meanWeight = 0;
        double meanLevel = 0;
        for (int i = 0; i < WEIGHTS; i++) {
            sum += IMPORTANCE[i];
            meanWeight += IMPORTANCE[i] * weights[i];
            meanLevel += IMPORTANCE[i] * levels[i];
        }
        meanWeight = zero ? meanWeight / sum : 0;
        meanLevel = zero ? meanLevel / sum : 0;
        double all = 0;
        double along = 0;
        double square = 0;
        for (int i = 0; i < WEIGHTS; i++) {
            double w = weights[i] - meanWeight;
            double l = levels[i] - meanLevel;
            all += IMPORTANCE[i] * w * w;
            along += IMPORTANCE[i] * w * l;
            square += IMPORTANCE[i] * l * l;
        }
        return square == 0 ? all : all - along * along / square;
    }

    private static double[] levels(String scheme) {
        return switch (scheme) {
            case "q1" -> new double[] {-1, 1};
            case "ternary" -> new double[] {-1, 0, 1};
            case "q2", "q2:asym" -> new double[] {-1.5, -0.5, 0.5, 1.5};
            default -> new double[] {-4, -3, -2, -1, 0, 1, 2, 3};
        };
    }
}
