package dev.mantissa.lib.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.engine.CancelledException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against the plain algorithm: the inverse of the Hessian is kept in f64, each column that is
 * rounded moves all others by it, and is then eliminated from it.
 */
class GptqTest {
    private static final int K = 75;
    private static final LayerCase LAYER = LayerCase.of(WeightDistribution.NORMAL, 7, K, 90, 6);

    @Test
    void an_interrupt_ends_the_factorisation() {
        double[][] unit = new double[50][];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = new double[i + 1];
            unit[i][i] = 1;
        }
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> ErrorFeedback.of(unit, ErrorFeedback.asStored(unit.length)))
                    .isInstanceOf(CancelledException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gptq, q4",
        "gptq, q2",
        "gptq, q4:asym",
        "gptq, ternary",
        "gptq, q3:row",
        "gptq, q4:tensor",
        "gptq_ordered, q4",
        "gptq_ordered, q2:asym",
        "gptq_ordered, q1",
    })
    void codes_are_those_of_the_plain_algorithm(String method, String scheme) {
        QuantScheme chosen = QuantSchemes.of(scheme);
        QuantTensor packed = Calibrations.of(method).encode(chosen, LAYER.weights(), LAYER.x());
        double[][] hessian = hessian();
        List<Integer> order = IntStream.range(0, K).boxed().toList();
        if (method.equals("gptq_ordered")) {
            order = order.stream().sorted(Comparator.comparing(c -> -hessian[c][c])).toList();
        }
        damp(hessian);

        for (int row = 0; row < packed.rows(); row++) {
            double[] expected = reference(packed, row, inverse(hessian), order);
            for (int c = 0; c < K; c++) {
                assertThat((double) packed.get(row, c))
                        .as("[%d, %d]", row, c)
                        .isCloseTo(expected[c], within(1e-6));
            }
        }
    }

    private static double[] reference(
            QuantTensor packed, int row, double[][] inverse, List<Integer> order) {
        float[] start = LAYER.weights().row(row);
        double[] weights = IntStream.range(0, K).mapToDouble(i -> start[i]).toArray();
        double[] rounded = new double[K];
        for (int c : order) {
            rounded[c] = nearest(packed, row, c, weights[c]);
            double error = (weights[c] - rounded[c]) / inverse[c][c];
            double[] column = inverse[c].clone();
            for (int i = 0; i < K; i++) {
                weights[i] -= error * column[i];
                for (int j = 0; j < K; j++) {
                    inverse[i][j] -= column[i] * column[j] / column[c];
                }
            }
        }
        return rounded;
    }

    private static double nearest(QuantTensor packed, int row, int col, double weight) {
        int group = col / Math.min(packed.group(), K);
        double scale = packed.groupScale(row, group);
        double zero = packed.scheme().options().asymmetric() ? packed.groupZero(row, group) : 0;
        double best = Double.NaN;
        for (double level : levels(packed.scheme().name())) {
            double value = level * scale + zero;
            if (!(Math.abs(value - weight) >= Math.abs(best - weight))) {
                best = value;
            }
        }
        return best;
    }

    private static double[] levels(String scheme) {
        return switch (scheme) {
            case "q4" -> IntStream.rangeClosed(-8, 7).asDoubleStream().toArray();
            case "q3" -> IntStream.rangeClosed(-4, 3).asDoubleStream().toArray();
            case "q2" -> new double[] {-1.5, -0.5, 0.5, 1.5};
            case "ternary" -> new double[] {-1, 0, 1};
            case "q1" -> new double[] {-1, 1};
            default -> throw new IllegalArgumentException(scheme);
        };
    }

    private static double[][] hessian() {
        double[][] hessian = new double[K][K];
        for (int r = 0; r < LAYER.x().rows(); r++) {
            float[] x = LAYER.x().row(r);
            for (int i = 0; i < K; i++) {
                for (int j = 0; j < K; j++) {
                    hessian[i][j] += (double) x[i] * x[j];
                }
            }
        }
        return hessian;
    }

    /** One hundredth of the mean of the diagonal. */
    private static void damp(double[][] hessian) {
        double mean = IntStream.range(0, K).mapToDouble(i -> hessian[i][i]).average().orElseThrow();
        for (int i = 0; i < K; i++) {
            hessian[i][i] += 0.01 * mean;
        }
    }

    /** By Gauss and Jordan; positive definite matrices need no pivots. */
    private static double[][] inverse(double[][] of) {
        double[][] left =
                IntStream.range(0, K).mapToObj(i -> of[i].clone()).toArray(double[][]::new);
        double[][] right = new double[K][K];
        for (int i = 0; i < K; i++) {
            right[i][i] = 1;
        }
        for (int p = 0; p < K; p++) {
            double pivot = left[p][p];
            for (int j = 0; j < K; j++) {
                left[p][j] /= pivot;
                right[p][j] /= pivot;
            }
            for (int i = 0; i < K; i++) {
                double times = left[i][p];
                for (int j = 0; i != p && j < K; j++) {
                    left[i][j] -= times * left[p][j];
                    right[i][j] -= times * right[p][j];
                }
            }
        }
        return right;
    }
}
