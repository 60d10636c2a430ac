package dev.mantissa.lib.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.quant.QuantSchemes;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts that a tolerance is made of, against what is known of them. */
class PredictionTest {
    private static final MatrixShape SHAPE = new MatrixShape(256, 512);

    @ParameterizedTest
    @ValueSource(strings = {"q8", "q4", "q2", "q1"})
    void a_single_product_is_predicted_to_err_as_its_weights_do(String scheme) {
        Draw draw = new Draw(new DenseStructure(), SHAPE, 3);
        Packed packed = Packed.of(draw, QuantSchemes.of(scheme));
        double expected = packed.scheme().expectedError();
        assertThat(Prediction.of(draw, packed).expected() / expected).isCloseTo(1, within(0.02));
    }

    /** n linear layers, each of which keeps 1 - e² of the signal: 1 - (1 - e²)^n of it is lost. */
    @Test
    void errors_of_layers_in_a_row_add_up_by_their_squares() {
        Structure chain = new Chain();
        MatrixShape square = new MatrixShape(256, 256);
        Draw draw = new Draw(chain, square, 9);
        Packed packed = Packed.of(draw, QuantSchemes.of("q4"));
        double e = packed.scheme().expectedError();
        double theory = Math.sqrt(1 - Math.pow(1 - e * e, 3));
        assertThat(Prediction.of(draw, packed).expected() / theory).isCloseTo(1, within(0.05));
    }

    @Test
    void the_floor_is_that_of_rate_distortion_theory() {
        assertThat(RateDistortion.floor(4)).isEqualTo(1 / 16.0);
        assertThat(RateDistortion.bits(0.02)).isCloseTo(5.64, within(0.005));
    }

    @Test
    void an_error_below_the_floor_is_a_failure_too() {
        Tolerance tolerance = new Tolerance(0.08, 0.04, 0.1, "");
        assertThat(tolerance.holds(0.08)).isTrue();
        assertThat(tolerance.holds(0.03)).isFalse();
        assertThat(tolerance.holds(0.11)).isFalse();
        assertThat(tolerance.holds(Double.NaN)).isFalse();
    }

    @Test
    void reference_products_agree_with_decimal_arithmetic() {
        SplittableRandom random = new SplittableRandom(4);
        MatrixShape shape = new MatrixShape(37, 29);
        float[] weights = new float[37 * 29];
        double[] x = new double[3 * 29];
        Arrays.setAll(x, i -> (float) random.nextGaussian());
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        double[] y = DoubleProduct.of(x, 3, DoubleProduct.rows(weights), shape);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 37; j++) {
                BigDecimal sum = BigDecimal.ZERO;
                for (int p = 0; p < 29; p++) {
                    sum =
                            sum.add(
                                    new BigDecimal(x[i * 29 + p])
                                            .multiply(new BigDecimal(weights[j * 29 + p])));
                }
                assertThat(y[i * 37 + j]).isCloseTo(sum.doubleValue(), within(1e-13));
            }
        }
    }

    @Test
    void attention_averages_the_values_before_it_where_all_keys_are_alike() {
        double[] q = {1, 2, 3, 4, 5, 6};
        double[] k = {1, 1, 1, 1, 1, 1};
        double[] v = {3, 30, 6, 60, 0, 0};
        assertThat(Attention.of(q, k, v, 3, 2, 1)).containsExactly(3, 30, 4.5, 45, 3, 30);
    }

    @Test
    void a_head_attends_to_the_key_that_matches_its_query() {
        double[] q = {0, 0, 0, 100};
        double[] k = {0, 100, 0, -100};
        double[] v = {7, 8, 9, 10};
        double[] out = Attention.of(q, k, v, 2, 2, 2);
        assertThat(out).containsExactly(new double[] {7, 8, 7, 8}, within(1e-12));
    }

    @Test
    void a_norm_leaves_every_row_with_a_mean_square_of_one() {
        double[] out = TransformerBlock.norm(new double[] {3, -4, 0.1, 0.2}, 2);
        assertThat(out[0] * out[0] + out[1] * out[1]).isCloseTo(2, within(1e-6));
        assertThat(out[2] * out[2] + out[3] * out[3]).isCloseTo(2, within(1e-3));
    }

    @Test
    void heads_divide_the_width_they_share() {
        assertThat(new MatrixShape(256, 512).headWidth()).isEqualTo(64);
        assertThat(new MatrixShape(99, 300).headWidth()).isEqualTo(33);
        assertThat(new MatrixShape(7, 5).headWidth()).isEqualTo(1);
    }

    /** Three products, nothing between them. */
    private static final class Chain implements Structure {
        @Override
        public String name() {
            return "chain";
        }

        @Override
        public String summary() {
            return "three products";
        }

        @Override
        public List<MatrixShape> weights(MatrixShape shape) {
            return List.of(shape, shape, shape);
        }

        @Override
        public int inputs(MatrixShape shape) {
            return shape.cols();
        }

        @Override
        public double[] forward(MatrixShape shape, double[] x, int m, Linear linear) {
            return linear.apply(2, linear.apply(1, linear.apply(0, x, m), m), m);
        }
    }
}
