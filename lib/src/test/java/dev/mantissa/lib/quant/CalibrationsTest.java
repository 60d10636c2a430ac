package dev.mantissa.lib.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.tensor.Matrix;
import dev.mantissa.lib.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CalibrationsTest {
    private static final LayerCase LAYER = LayerCase.of(WeightDistribution.NORMAL, 12, 136, 160, 8);
    private static final LayerCase HEAVY =
            LayerCase.of(WeightDistribution.STUDENT_T5, 12, 136, 160, 8);

    private static final LayerCase OUTLIERS =
            LayerCase.of(WeightDistribution.NORMAL, 12, 136, 160, 20);

    private static final List<String> SCHEMES =
            List.of(
                    "q8",
                    "q4",
                    "q3",
                    "q2",
                    "q1",
                    "ternary",
                    "nf4",
                    "mxfp4",
                    "nvfp4",
                    "q4:asym",
                    "q2:asym",
                    "q4:row",
                    "q4:tensor");

    static Stream<Arguments> pairs() {
        return Calibrations.all().stream()
                .filter(c -> !(c instanceof RangeCalibration))
                .flatMap(c -> SCHEMES.stream().map(s -> Arguments.of(c, QuantSchemes.of(s))));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void outputs_err_no_more_than_with_plain_rounding(Calibration method, QuantScheme scheme) {
        for (LayerCase layer : new LayerCase[] {LAYER, HEAVY}) {
            double plain = layer.outputError(scheme.encode(layer.weights()).decode());
            QuantTensor calibrated = method.encode(scheme, layer.weights(), layer.x());

            assertThat(layer.outputError(calibrated.decode()))
                    .isPositive()
                    .isLessThanOrEqualTo(plain * 1.0001);
            assertThat(calibrated.scheme()).isEqualTo(scheme);
        }
    }

    /** They look at weights alone, so it is weights that err no more; outputs follow nearly. */
    @ParameterizedTest
    @CsvSource({
        "minmax, 1",
        "percentile, 1.005",
        "mse, 0.995",
    })
    void ranges_err_no_more_than_that_of_the_largest_weight(String method, double part) {
        for (String scheme : List.of("q4:absmax", "q4:row:absmax", "q3:absmax", "nf4", "nvfp4")) {
            for (LayerCase layer : new LayerCase[] {LAYER, HEAVY}) {
                QuantScheme chosen = QuantSchemes.of(scheme);
                Matrix plain = chosen.encode(layer.weights()).decode();
                Matrix found =
                        Calibrations.of(method).encode(chosen, layer.weights(), layer.x()).decode();
                assertThat(layer.weightError(found))
                        .as(scheme)
                        .isLessThanOrEqualTo(layer.weightError(plain) * part + 1e-9);
                assertThat(layer.outputError(found))
                        .as(scheme)
                        .isLessThan(layer.outputError(plain) * 1.05);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "imatrix, q4, 0.65",
        "awq, q4, 0.85",
        "gptq, q4, 0.40",
        "gptq_ordered, q4, 0.30",
        "imatrix, q2, 0.65",
        "gptq, q2, 0.40",
        "gptq_ordered, q2, 0.35",
        "awq, q4_k, 0.75",
        "awq, q4:asym:rot, 0.65",
        "gptq, q4:asym:rot, 0.40",
    })
    void columns_of_large_activations_are_kept_better(String method, String scheme, double part) {
        QuantScheme chosen = QuantSchemes.of(scheme);
        double plain = OUTLIERS.outputError(chosen.encode(OUTLIERS.weights()).decode());
        QuantTensor calibrated =
                Calibrations.of(method).encode(chosen, OUTLIERS.weights(), OUTLIERS.x());

        assertThat(OUTLIERS.outputError(calibrated.decode()) / plain).isBetween(part / 4, part);
    }

    @Test
    void columns_are_scaled_up_no_further_than_the_scheme_can_store() {
        QuantScheme q4 = QuantSchemes.of("q4");
        float large = (float) (q4.largestWeight() / 8);
        float[] weights = WeightDistribution.NORMAL.sample(4 * 64, 3);
        float[] x = WeightDistribution.NORMAL.sample(20 * 64, 4);
        for (int i = 0; i < 4; i++) {
            weights[i * 64 + 7] = large;
        }
        for (int i = 0; i < 20; i++) {
            x[i * 64 + 7] *= 1e6f;
        }
        QuantTensor found =
                Calibrations.of("awq")
                        .encode(
                                q4,
                                Tensor.of(weights, 4, 64).matrix(),
                                Tensor.of(x, 20, 64).matrix());
        for (float scale : found.columnScales()) {
            assertThat(scale).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void column_scales_are_powers_of_two_and_products_take_them_off() {
        QuantTensor awq =
                Calibrations.of("awq").encode(QuantSchemes.of("q4"), LAYER.weights(), LAYER.x());
        float[] scales = awq.columnScales();
        assertThat(scales).hasSize(136).doesNotContain(0);
        for (float scale : scales) {
            assertThat(scale).isEqualTo(Math.scalb(1f, Math.getExponent(scale)));
        }
        assertThat(scales[5]).as("a column of large activations").isGreaterThan(1);
        Matrix y = Tensor.zeros(LAYER.x().rows(), 12).matrix();
        awq.multiply(LAYER.x(), y, 1, 0, Precisions.of("highest"));

        for (int r = 0; r < y.rows(); r++) {
            float[] inputs = LAYER.x().row(r);
            for (int i = 0; i < y.cols(); i++) {
                float[] weights = awq.decode().row(i);
                double exact = 0;
                double size = 0;
                for (int j = 0; j < inputs.length; j++) {
                    exact += (double) inputs[j] * weights[j];
                    size += Math.abs((double) inputs[j] * weights[j]);
                }
                assertThat((double) y.row(r)[i])
                        .isBetween(exact - 1e-5 * size, exact + 1e-5 * size);
            }
        }
    }

    @Test
    void output_errors_are_those_of_products_in_f64() {
        for (String scheme : List.of("q8", "q4:rot", "q1")) {
            Matrix stored = QuantSchemes.of(scheme).encode(HEAVY.weights()).decode();
            double expected = HEAVY.outputError(stored);
            assertThat(OutputError.relative(HEAVY.weights(), stored, HEAVY.x()))
                    .isCloseTo(expected, within(1e-5 * expected));
        }
    }

    @Test
    void a_column_that_is_never_used_does_no_harm() {
        Matrix x = ColumnScales.scaled(LAYER.x(), j -> j < 40 ? 0 : 1);
        for (Calibration method : Calibrations.all()) {
            QuantTensor found = method.encode(QuantSchemes.of("q4"), LAYER.weights(), x);
            for (float weight : found.decode().row(3)) {
                assertThat(weight).as(method.name()).isFinite();
            }
        }
    }

    @Test
    void mistakes_are_named() {
        Matrix weights = LAYER.weights();
        QuantScheme q4 = QuantSchemes.of("q4");
        assertThatThrownBy(() -> Calibrations.of("gtpq"))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("'gtpq'", "Did you mean 'gptq'?", "awq");
        Calibration gptq = Calibrations.of("GPTQ");
        assertThatThrownBy(() -> gptq.encode(QuantSchemes.of("q4_k"), weights, LAYER.x()))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("gptq", "q4_k", "nf4", "awq");
        Matrix narrow = Tensor.randn(1, 4, 100).matrix();
        Matrix broken = Tensor.randn(1, 4, 136).with(Double.NaN, 2, 7).matrix();
        Matrix nothing = Tensor.zeros(4, 136).matrix();
        for (Calibration method : Calibrations.all()) {
            assertThatThrownBy(() -> method.encode(q4, weights, narrow))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContainingAll("[4, 100]", "[12, 136]");
            assertThatThrownBy(() -> method.encode(q4, weights, broken))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContainingAll("[2, 7]", "NaN");
        }
        assertThatThrownBy(() -> gptq.encode(q4, weights, nothing))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("all activations are 0");
    }
}
