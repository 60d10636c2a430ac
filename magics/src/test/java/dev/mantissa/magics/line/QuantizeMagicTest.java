package dev.mantissa.magics.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.kernel.session.JShellSession;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.magics.MantissaSession;
import dev.mantissa.magics.Shown;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a real network in a real session. */
class QuantizeMagicTest {
    private static JShellSession session;
    private static Numerics before;

    @BeforeAll
    static void a_session_with_a_network() {
        before = Numerics.notebook();
        session = MantissaSession.open(notice -> {});
        run(
                """
                import org.deeplearning4j.nn.conf.*;
                import org.deeplearning4j.nn.conf.layers.*;
                import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
                import org.nd4j.linalg.factory.Nd4j;
                var net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder().seed(1).list()
                    .layer(new DenseLayer.Builder().nIn(64).nOut(32).build())
                    .layer(new OutputLayer.Builder().nIn(32).nOut(4).build()).build());
                net.init();
                var x = Nd4j.rand(3, 64);
                var narrow = Nd4j.rand(3, 60);
                var labels = Nd4j.zeros(30, 4);
                for (int i = 0; i < 30; i++) labels.putScalar(i, i % 4, 1);
                var classes = new org.nd4j.linalg.dataset.DataSet(Nd4j.rand(30, 64), labels);
                var batch = new org.nd4j.linalg.dataset.DataSet(Nd4j.rand(90, 64), Nd4j.rand(90, 4));
                float[][] rows = batch.getFeatures().toFloatMatrix();
                var answer = 42;
                var w = Tensor.randn(1, 8, 64);
                String bits() { return Arrays.toString(net.params().toFloatVector())
                    + Arrays.toString(net.output(x).data().asFloat()); }
                var plain = bits();
                """);
    }

    @AfterAll
    static void closed() {
        session.close();
        Numerics.setNotebook(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%quantize 4 net",
                "%quantize net 4",
                "%quantize q2:g64 net",
                "%quantize q4:rot:asym:row net"
            })
    void a_network_computes_differently_until_it_gets_every_bit_back(String line) {
        String report = run(line);
        assertThat(report)
                .contains("net (MultiLayerNetwork) quantised to q", "0_W", "1_W", "[64, 32]")
                .contains("bits/weight", "predicted error", "measured error", "\nall ");
        assertThat(run("%quantize report net")).isEqualTo(report);
        assertThat(value("plain.equals(bits())")).isEqualTo(false);
        assertThat(run("%quantize")).contains("net", "MultiLayerNetwork", "q");
        assertThat(run("%quantize off net")).contains("bit for bit (2 arrays)");
        assertThat(value("plain.equals(bits())")).isEqualTo(true);
    }

    @Test
    void the_table_counts_the_bytes_with_their_scales() {
        String text = run("%quantize 8 net group=128");
        // 64 x 32 weights: one byte each, and a scale of 2 bytes for each half-filled group of 128
        assertThat(text.lines().filter(l -> l.startsWith("0_W")).findFirst().orElseThrow())
                .contains("8.00 KiB", "2.06 KiB", "8.25");
        run("%quantize off net");
        assertThat(value("plain.equals(bits())")).isEqualTo(true);
    }

    @Test
    void training_between_is_discarded_and_that_is_said() {
        run("%quantize 4 net");
        run("net.getParam(\"1_W\").addi(1);");
        assertThat(run("%quantize off net")).contains("that change is gone: 1_W");
        assertThat(value("plain.equals(bits())")).isEqualTo(true);
    }

    @Test
    void a_matrix_stays_as_it_is_and_its_packed_form_is_the_value() {
        QuantTensor packed = (QuantTensor) value("%quantize 4 w");
        assertThat(packed.rows()).isEqualTo(8);
        assertThat(packed.cols()).isEqualTo(64);
        assertThat(value("%quantize 1 x")).isInstanceOf(QuantTensor.class);
        assertThat(value("plain.equals(bits())")).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%quantize nte 4 -> there is no variable 'nte'. Did you mean 'net'?",
                "%quantize 7 net -> unknown quantisation scheme '7'",
                "%quantize 4 answer -> 'answer' is of type int, which has no weights to quantise",
                "%quantize 4 net group=48 -> no group of 48. Allowed: 32, 64, 128, row, tensor",
                "%quantize q4:rto net -> q4: unknown option 'rto' in 'q4:rto'. Allowed: a group",
                "%quantize net -> in how many bits? 8, 4, 3, 2 or 1",
                "%quantize off net -> nothing to restore",
                "%quantize report net -> nothing to report",
                "%quantize 4 off net -> two things at once",
                "%quantize 4 net gruop=64 -> unknown option 'gruop'. Did you mean 'group'?",
                "%quantize 4 net scheme=asim -> unknown option 'asim'",
                "%quantize 4 net act=a9 -> unknown option 'a9'",
                "%quantize nf4 net scheme=asym -> no zero point",
                "%quantize 4 net keep=ouput -> no weights are called 'ouput'. Did you mean 'output'?",
                "%quantize 4 net keep=* -> nothing is left to quantise",
                "%quantize 4 w keep=output -> 'w' is a matrix and has no layers",
                "%quantize off net group=64 -> group= does not go with off",
                "%quantize 4 net bits=4 -> bits= does not go with a number of bits",
                "%quantize auto net -> which inputs?",
                "%quantize auto net data=y -> there is no such variable",
                "%quantize auto net data=x bits=many -> bits=many is no number",
                "%quantize auto net data=x bits=0.5 -> bits=0.5000 is too little",
                "%quantize auto net data=answer -> one Integer given",
                "%quantize 4 net calib=gptq -> which inputs? A calibration looks at",
                "%quantize 4 net data=narrow -> does not take this batch",
                "%quantize 4 net data=y -> data=y: there is no such variable",
                "%quantize 4 net data=answer -> one Integer given",
                "%quantize 4 net release=true data=narrow -> does not take this batch",
                "%quantize 4 w data=x -> 'w' is a matrix and has no layers",
                "%quantize off net data=x -> data= does not go with off",
                "%quantize auto net data=x bits=q7 -> bits=q7 is no number",
                "%quantize 4 net calib=gtpq data=x -> unknown calibration 'gtpq'. Did you mean 'gptq'?",
                "%quantize 4 net calib=gptq data=y -> data=y: there is no such variable",
                "%quantize 4 net calib=gptq data=answer -> one Integer given",
                "%quantize 4 net calib=gptq data=narrow -> does not take this batch",
                "%quantize q4_k net calib=gptq data=x -> the scales of q4_k cannot be set from outside",
                "%quantize 4 w calib=gptq data=x -> 'w' is a matrix; calib= runs a network",
                "%quantize auto net calib=gptq data=x -> calib= does not go with auto",
                "%quantize save net -> one file and one network",
                "%quantize save f.zip net -> is not quantised",
                "%quantize load nowhere.zip -> there is no such file"
            })
    void mistakes_are_answered_and_change_nothing(String lineAndAnswer) {
        String[] parts = lineAndAnswer.split(" -> ");
        Shown shown = new Shown();
        assertThat(session.execute(new Cell(parts[0]), shown))
                .isInstanceOf(CellResult.Failed.class);
        assertThat(shown.text()).startsWith(parts[0] + ": ").contains(parts[1]);
        assertThat(shown.text().lines()).hasSize(1);
        assertThat(value("plain.equals(bits())")).isEqualTo(true);
    }

    @Test
    void options_say_how_and_which_layers() {
        String text = run("%quantize 4 net group=64 scheme=asym keep=output act=a8");
        assertThat(text)
                .contains("quantised to q4:g64:asym:a8", "0_W", "Left in f32: 1_W.", "kernel")
                .doesNotContain("\n1_W");
        assertThat(run("%quantize 8 net include=0_*")).contains("0_W", "Left in f32: 1_W.");
        assertThat(run("%quantize q4:g64:a8 net")).contains("q4:g64:a8", "1_W");
        run("%quantize off net");
        assertThat(value("plain.equals(bits())")).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%quantize 4 net calib=gptq data=batch",
                "%quantize 4 net calib=awq data=rows release=true",
                "%quantize calib=MSE net data=x 4",
            })
    void a_calibration_shows_output_errors_before_and_after(String line) {
        String text = run(line);
        assertThat(text)
                .contains("calibration", "output error, plain", "calibrated", "on the batch (")
                .containsPattern("0_W .*(gptq|awq|mse) ");
        if (!line.contains("release")) {
            assertThat(run("%quantize report net")).isEqualTo(text);
            run("%quantize off net");
        }
        assertThat(value("plain.equals(bits())")).isEqualTo(true);
    }

    @Test
    void a_search_chooses_within_the_bits_and_shows_the_best_single_scheme() {
        assertThat(run("%quantize auto bits=5 net data=x"))
                .contains("net within 5.00 bits per weight", "0_W", "1_W", "measured together")
                .contains("The best single scheme that fits is");
        run("%quantize off net");
        assertThat(value("plain.equals(bits())")).isEqualTo(true);
    }

    @Test
    void a_quantised_network_is_saved_and_loaded(@TempDir Path folder) {
        Path file = folder.resolve("net.zip");
        run("%quantize 4 net");
        String output = "Arrays.toString(%s.output(x).data().asFloat())";
        Object before = value(output.formatted("net"));
        assertThat(run("%quantize save " + file + " net")).contains("net saved to");
        assertThat(run("%quantize load " + file)).contains("net.zip", "0_W", "kernel");
        run("var loaded = _;");
        assertThat(value(output.formatted("loaded"))).isEqualTo(before);
        run("%quantize off net");
    }

    @Test
    void a_released_network_computes_as_the_quantised_one_and_has_nothing_to_restore() {
        run("%quantize 4 net release=true");
        run("var small = _;");
        assertThat(value("plain.equals(bits())")).isEqualTo(true);
        Object output = value("Arrays.toString(small.output(x).data().asFloat())");
        run("%quantize 4 net");
        assertThat(value("Arrays.toString(net.output(x).data().asFloat())")).isEqualTo(output);
        run("%quantize off net");
        assertThat(run("%quantize report small").replaceAll("\\s+", " "))
                .contains("packed weights only", "0_W");
        Shown shown = new Shown();
        session.execute(new Cell("%quantize off small"), shown);
        assertThat(shown.text()).contains("nothing to restore");
    }

    @Test
    void a_size_can_be_given_as_that_of_a_scheme() {
        assertThat(run("%quantize auto bits=q4 net data=x"))
                .contains("net within 4.50 bits per weight");
        run("%quantize off net");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%quantize 4 net data=classes", "%quantize 4 net release=true data=classes"})
    void a_data_set_shows_right_answers_outputs_speed_and_size_before_and_after(String line) {
        assertThat(run(line).replaceAll("\\s+", " "))
                .contains("net on classes (30 examples)", "before after")
                .containsPattern("right answers [0-9.]+ % [0-9.]+ %")
                .containsPattern("same answers as before [0-9.]+ %")
                .containsPattern("error of the outputs [0-9.]+e-")
                .containsPattern("time of a run [0-9.]+ [µm]?s [0-9.]+ [µm]?s")
                .containsPattern("quantised weights [0-9.]+ KiB [0-9.]+ KiB");
        if (!line.contains("release")) {
            assertThat(value("plain.equals(bits())")).isEqualTo(false);
            assertThat(run("%quantize report net data=x").replaceAll("\\s+", " "))
                    .contains("net on x (3 examples)", "Right answers are counted where")
                    .doesNotContain("right answers");
            run("%quantize off net");
        }
        assertThat(value("plain.equals(bits())")).isEqualTo(true);
    }

    @Test
    void completion_offers_options_their_values_and_layers() {
        assertThat(completed("%quantize 4 net gr")).contains("group=");
        assertThat(completed("%quantize 4 net group=")).contains("group=64", "group=row");
        assertThat(completed("%quantize 4 net keep=")).contains("keep=output", "keep=1_W");
        assertThat(completed("%quantize 4 net keep=de")).contains("keep=dense");
        assertThat(completed("%quantize q4_")).contains("q4_k", "q4_0");
        assertThat(completed("%quantize auto net data="))
                .contains("data=x", "data=batch", "data=rows", "data=w")
                .doesNotContain("data=net", "data=answer");
        assertThat(completed("%quantize 4 net ca")).containsExactly("calib=");
        assertThat(completed("%quantize 4 net calib=")).contains("calib=gptq", "calib=awq");
    }

    private static List<String> completed(String text) {
        return session.complete(text, text.length()).candidates().stream()
                .map(Candidate::text)
                .toList();
    }

    @Test
    void completion_offers_the_variables_that_fit() {
        assertThat(session.complete("%quantize 4 ", 12).candidates())
                .extracting(Candidate::text)
                .contains("net", "x", "w", "off")
                .doesNotContain("answer", "plain");
    }

    private static String run(String code) {
        Shown shown = new Shown();
        assertThat(session.execute(new Cell(code), shown))
                .as(shown.text())
                .isInstanceOf(CellResult.Ok.class);
        return shown.text();
    }

    private static Object value(String code) {
        Shown shown = new Shown();
        CellResult result = session.execute(new Cell(code), shown);
        assertThat(result).as(shown.text()).isInstanceOf(CellResult.Ok.class);
        return ((CellResult.Ok) result).value();
    }
}
