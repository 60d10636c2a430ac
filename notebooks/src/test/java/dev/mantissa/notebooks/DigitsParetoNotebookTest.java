package dev.mantissa.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 08-digits-pareto.ipynb: what a trained network loses with fewer bits. */
class DigitsParetoNotebookTest extends NotebookTest {
    static final String NAME = "08-digits-pareto.ipynb";

    DigitsParetoNotebookTest() {
        super(NAME);
    }

    @Test
    void the_network_has_learned_to_read() {
        assertThat(accuracy("f32", "highest")).isGreaterThan(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"high", "medium"})
    void rounded_products_move_the_accuracy_by_less_than_two_points(String mode) {
        assertThat(accuracy("f32", mode))
                .isBetween(accuracy("f32", "highest") - 2, accuracy("f32", "highest") + 2);
        assertThat(
                        notebook.number(
                                "changes.stream().filter(c -> c.mode().equals(\"%s\")).findFirst().get().outputError()"
                                        .formatted(mode)))
                .isBetween(1e-5, 5e-2);
    }

    @Test
    void eight_and_four_bits_keep_what_was_learned_and_one_bit_does_not() {
        double full = accuracy("f32", "highest");
        assertThat(accuracy("8 bit", "highest")).isGreaterThan(full - 2);
        assertThat(accuracy("4 bit", "highest")).isGreaterThan(full - 8);
        assertThat(accuracy("3 bit", "highest")).isGreaterThan(full - 15);
        assertThat(accuracy("2 bit", "highest")).isLessThan(full);
        assertThat(accuracy("ternary", "highest")).isBetween(10.0, full);
        assertThat(accuracy("1 bit", "highest")).isBetween(10.0, full - 5);
    }

    /** Ternary weights err a little more than those of 2 bits; in outputs it can be either. */
    @Test
    void outputs_err_more_the_fewer_the_bits() {
        String[] widths = {"8 bit", "4 bit", "3 bit", "2 bit", "1 bit"};
        for (int i = 1; i < widths.length; i++) {
            assertThat(error(widths[i])).as(widths[i]).isGreaterThan(error(widths[i - 1]));
        }
        assertThat(error("ternary")).isBetween(error("3 bit"), error("1 bit"));
    }

    /** The same images that it was chosen with; the check in the notebook takes others. */
    @Test
    void a_scheme_for_each_layer_beats_every_single_one_in_the_size_of_four_bits() {
        double bits = notebook.number("everywhere4.bitsPerWeight()");
        assertThat(bits)
                .isEqualTo(
                        notebook.number(
                                "new dev.mantissa.lib.nd4j.NetworkQuantizer().quantize(net.clone(), QuantSchemes.of(\"q4\")).bitsPerWeight()"));
        assertThat(notebook.number("budget.bitsPerWeight()")).isLessThanOrEqualTo(bits);
        String error =
                "%s.output(sample).distance2(net.output(sample)) / net.output(sample).norm2Number().doubleValue()";
        double mixed = notebook.number(error.formatted("netMixed"));
        assertThat(mixed).isLessThan(notebook.number(error.formatted("net4")));
        assertThat(notebook.value("budget.uniform().isEmpty()")).isEqualTo(false);
        assertThat(
                        notebook.value(
                                "budget.uniform().stream().allMatch(u -> u.error() > %s)"
                                        .formatted(mixed)))
                .isEqualTo(true);
    }

    @Test
    void every_combination_has_its_speed() {
        assertThat(notebook.number("points.size()")).isEqualTo(21);
        assertThat(
                        notebook.value(
                                "points.stream().allMatch(p -> p.low() > 0 && p.low() <= p.imagesPerSecond() && p.imagesPerSecond() <= p.high())"))
                .isEqualTo(true);
    }

    @Test
    void a_network_gets_its_own_weights_back() {
        assertThat(notebook.value("net1.output(testX).equals(exact)")).isEqualTo(true);
    }

    @Test
    void it_shows_pictures_charts_and_tables() {
        assertThat(notebook.outputs("image/svg+xml")).isGreaterThanOrEqualTo(5);
        assertThat(notebook.outputs("image/png")).isGreaterThanOrEqualTo(6);
        assertThat(notebook.outputs("text/html")).isGreaterThanOrEqualTo(2);
    }

    private double error(String weights) {
        return notebook.number("at(\"%s\", \"highest\").error()".formatted(weights));
    }

    private double accuracy(String weights, String mode) {
        return notebook.number("at(\"%s\", \"%s\").accuracy()".formatted(weights, mode));
    }
}
