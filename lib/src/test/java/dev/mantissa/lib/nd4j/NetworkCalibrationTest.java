package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.quant.Calibrations;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.tensor.Matrix;
import dev.mantissa.lib.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class NetworkCalibrationTest {
    private static final int WIDTH = 64;
    private static final int FACTORS = 8;
    private static final int ROWS = 256;

    /** What the network is trained and calibrated on, and what errors are measured on. */
    private static final INDArray SEEN = inputs(1);

    private static final INDArray HELD_OUT = inputs(2);
    private static MultiLayerNetwork trained;

    private final NetworkQuantizer quantizer = new NetworkQuantizer();

    @BeforeAll
    static void a_network_is_trained() {
        trained =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(3)
                                .updater(new Adam(0.01))
                                .activation(Activation.TANH)
                                .list()
                                .layer(new DenseLayer.Builder().nIn(WIDTH).nOut(48).build())
                                .layer(
                                        new OutputLayer.Builder(LossFunction.MSE)
                                                .nIn(48)
                                                .nOut(FACTORS)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .build());
        trained.init();
        INDArray goal = factors(1);
        for (int i = 0; i < 60; i++) {
            trained.fit(SEEN, goal);
        }
    }

    private static INDArray factors(long seed) {
        Random random = new Random(seed);
        float[][] factors = new float[ROWS][FACTORS];
        for (float[] row : factors) {
            for (int f = 0; f < FACTORS; f++) {
                row[f] = (float) random.nextGaussian();
            }
        }
        return Nd4j.createFromArray(factors);
    }

    /** Mixtures of a few factors, every ninth column much larger than the others. */
    private static INDArray inputs(long seed) {
        Random random = new Random(99);
        float[][] mix = new float[FACTORS][WIDTH];
        for (float[] row : mix) {
            for (int j = 0; j < WIDTH; j++) {
                row[j] = (float) random.nextGaussian() * (j % 9 == 4 ? 3 : 0.3f);
            }
        }
        return factors(seed).mmul(Nd4j.createFromArray(mix));
    }

    private static QuantPlan plan(String scheme, String method, Object data) {
        QuantPlan plain = QuantPlan.of(QuantSchemes.of(scheme));
        return plain.calibrated(new CalibrationBatch(Calibrations.of(method), data));
    }

    @ParameterizedTest
    @CsvSource({
        "mse, q4:absmax, 0.97",
        "imatrix, q4, 0.9",
        "awq, q4, 0.9",
        "awq, q4_k, 0.9",
        "gptq, q4, 0.5",
        "gptq_ordered, q4, 0.5",
        "gptq, q3:asym, 0.5",
        "gptq, q4:rot:a8, 0.6",
    })
    void outputs_for_inputs_not_seen_err_less_than_with_plain_rounding(
            String method, String scheme, double part) {
        double[] exact = doubles(floats(trained.output(HELD_OUT)));
        float[] before = floats(trained.params());
        quantizer.quantize(trained, QuantSchemes.of(scheme));
        double plain = Under.distance(floats(trained.output(HELD_OUT)), exact);
        QuantizationReport report = quantizer.quantize(trained, plan(scheme, method, SEEN));
        double calibrated = Under.distance(floats(trained.output(HELD_OUT)), exact);
        quantizer.restore(trained);
        assertThat(calibrated).isPositive().isLessThan(plain * part);
        assertThat(floats(trained.params())).containsExactly(before);
        for (LayerReport layer : report.layers()) {
            CalibrationGain gain = layer.calibration();
            assertThat(gain.method()).isEqualTo(method);
            assertThat(gain.rows()).isEqualTo(ROWS);
            assertThat(gain.calibrated()).isPositive().isLessThan(gain.plain() * 1.1);
        }
    }

    @Test
    void a_layer_is_calibrated_with_what_it_gets() {
        MultiLayerNetwork net = Networks.multiLayer();
        INDArray x = Networks.images(5);
        List<INDArray> steps = net.feedForward(x, false);
        Map<String, Matrix> inputs = LayerInputs.of(net, x, WeightMatrices.of(net));
        assertThat(inputs).containsOnlyKeys("0_W", "1_W", "2_W");
        assertThat(rows(inputs.get("1_W")))
                .isDeepEqualTo(steps.get(1).reshape('c', 5, 144).toFloatMatrix());
        assertThat(rows(inputs.get("2_W"))).isDeepEqualTo(steps.get(2).toFloatMatrix());
        // Patches times kernels are what the convolution gives, in whatever order.
        Matrix patches = inputs.get("0_W");
        Matrix kernels = WeightMatrices.of(net).getFirst().view();
        double[] found = new double[patches.rows() * kernels.rows()];
        for (int i = 0; i < found.length; i++) {
            float[] patch = patches.row(i / kernels.rows());
            float[] kernel = kernels.row(i % kernels.rows());
            double sum = net.getParam("0_b").getFloat(i % kernels.rows());
            for (int j = 0; j < patch.length; j++) {
                sum += (double) patch[j] * kernel[j];
            }
            found[i] = Math.tanh(sum);
        }
        double[] expected = doubles(floats(steps.get(1)));
        Arrays.sort(found);
        Arrays.sort(expected);
        assertThat(found).hasSize(5 * 6 * 6 * 4).containsExactly(expected, within(1e-5));
    }

    @Test
    void rows_are_spread_over_a_large_batch() {
        INDArray large = Nd4j.linspace(0, 1, 3 * LayerInputs.MOST_ROWS).reshape(-1, 1);
        INDArray x = large.castTo(SEEN.dataType()).broadcast(3 * LayerInputs.MOST_ROWS, WIDTH);
        List<WeightMatrix> arrays = WeightMatrices.of(trained);
        Matrix inputs = LayerInputs.of(trained, x, arrays).get("0_W");
        assertThat(inputs.rows()).isEqualTo(LayerInputs.MOST_ROWS);
        assertThat(inputs.row(0)[0]).isZero();
        assertThat(inputs.row(LayerInputs.MOST_ROWS - 1)[0]).isGreaterThan(0.999f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"awq", "gptq"})
    void a_network_that_is_quantised_already_is_calibrated_with_its_own_weights(String method) {
        QuantPlan plan = plan("q4", method, SEEN);
        quantizer.quantize(trained, plan);
        float[] fresh = floats(trained.params());
        quantizer.quantize(trained, QuantSchemes.of("q1"));
        quantizer.quantize(trained, plan);
        assertThat(floats(trained.params())).containsExactly(fresh);
        quantizer.quantize(trained, plan);
        assertThat(floats(trained.params())).containsExactly(fresh);
        quantizer.restore(trained);
    }

    @Test
    void a_batch_may_be_a_data_set_a_tensor_or_rows() {
        float[] expected = null;
        for (Object batch :
                List.of(
                        SEEN,
                        new DataSet(SEEN, factors(1)),
                        Tensor.of(floats(SEEN), ROWS, WIDTH),
                        SEEN.toFloatMatrix(),
                        List.of(SEEN),
                        Map.of("input", SEEN))) {
            quantizer.quantize(trained, plan("q4", "gptq", batch));
            float[] found = floats(trained.params());
            quantizer.restore(trained);
            expected = expected == null ? found : expected;
            assertThat(found).as(batch.getClass().getName()).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"q4", "q4:rot:a8", "q4_k"})
    void scaled_columns_survive_release_and_files(String scheme, @TempDir Path folder)
            throws Exception {
        QuantPlan plan = plan(scheme, "awq", SEEN);
        QuantizedNetwork released = quantizer.release(trained, plan);
        quantizer.quantize(trained, plan);
        QuantTensor packed = quantizer.packedWeights(trained).get("0_W");
        assertThat(packed.columnScales()).hasSize(WIDTH);
        quantizer.save(trained, folder.resolve("net.zip"));
        MultiLayerNetwork loaded =
                (MultiLayerNetwork) new NetworkQuantizer().load(folder.resolve("net.zip"));
        float[] output = floats(trained.output(HELD_OUT));
        quantizer.restore(trained);
        assertThat(floats(released.output(HELD_OUT))).containsExactly(output);
        assertThat(floats(loaded.output(HELD_OUT))).containsExactly(output);
    }

    @Test
    void what_is_no_product_is_rounded_by_the_scheme_itself() {
        var graph = Networks.sameDiff();
        QuantizationReport report =
                quantizer.quantize(graph, plan("q4", "gptq", Networks.images(40)));
        for (LayerReport layer : report.layers()) {
            if (layer.name().equals("w")) {
                assertThat(layer.calibration()).isNull();
            } else {
                assertThat(layer.calibration().rows()).isEqualTo(40);
            }
        }
        quantizer.restore(graph);
        QuantPlan kernels =
                new QuantPlan(
                        QuantSchemes.of("q4"),
                        Map.of(),
                        List.of("w"),
                        List.of(),
                        plan("q4", "gptq", Networks.images(4)).batch());
        assertThatThrownBy(() -> quantizer.quantize(graph, kernels))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("[w]", "Leave calib= out");
    }

    @Test
    void what_does_not_fit_is_named_and_changes_nothing() {
        QuantScheme q8 = QuantSchemes.of("q8");
        quantizer.quantize(trained, q8);
        float[] parameters = floats(trained.params());
        float[] output = floats(trained.output(HELD_OUT));
        INDArray broken = SEEN.dup();
        broken.putScalar(3, 5, Float.NaN);
        refused(plan("q4", "gptq", Nd4j.rand(4, WIDTH - 1)), "does not take this batch", "63");
        refused(plan("q4", "awq", broken), "0_W: ", "activation [3, 5] is NaN");
        refused(plan("q4_k", "gptq", SEEN), "q4_k", "awq");
        refused(plan("q4", "gptq", Nd4j.zeros(4, WIDTH)), "0_W: ", "all activations are 0");
        refused(plan("q4", "gptq", "text"), "one String given");
        assertThat(quantizer.schemesOf(trained)).contains(q8.toString());
        assertThat(floats(trained.params())).containsExactly(parameters);
        assertThat(floats(trained.output(HELD_OUT))).containsExactly(output);
        quantizer.restore(trained);
    }

    private void refused(QuantPlan plan, String... words) {
        assertThatThrownBy(() -> quantizer.quantize(trained, plan))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll(words);
    }

    private static float[][] rows(Matrix matrix) {
        float[][] rows = new float[matrix.rows()][];
        Arrays.setAll(rows, matrix::row);
        return rows;
    }

    private static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }
}
