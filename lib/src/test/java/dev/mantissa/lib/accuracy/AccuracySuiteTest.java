package dev.mantissa.lib.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.accuracy.AccuracyResult.Verdict;
import dev.mantissa.lib.bench.Progress;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccuracySuiteTest {
    private static final MatrixShape SMALL = new MatrixShape(32, 64);
    private static final MatrixShape RAGGED = new MatrixShape(99, 300);
    private static final Progress.Listener NOBODY = progress -> {};

    /** Those that are run without a name, and the whole catalogue. */
    static List<QuantScheme> schemes() {
        return Stream.concat(
                        AccuracySuite.standard(Effort.USUAL).schemes().stream(),
                        QuantSchemes.all().stream())
                .distinct()
                .toList();
    }

    private static AccuracySuite suite(QuantScheme scheme, Kernel kernel, MatrixShape... shapes) {
        return new AccuracySuite(
                List.of(scheme), Structures.all(), List.of(shapes), Effort.QUICK, 5, kernel);
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void every_structure_errs_as_theory_says(QuantScheme scheme) {
        AccuracyResult result = suite(scheme, Kernel.packed(), SMALL, RAGGED).run(NOBODY);
        assertThat(result.scenarios())
                .allSatisfy(r -> assertThat(r.reasons()).as(r.scenario().name()).isEmpty());
        assertThat(result.verdict()).isEqualTo(Verdict.READY);
        for (ScenarioResult r : result.scenarios()) {
            Outcome.Measured m = (Outcome.Measured) r.outcome();
            double ratio = m.error().relativeFrobenius() / m.tolerance().expected();
            assertThat(ratio).as(r.scenario().name()).isBetween(0.75, 1.25);
            assertThat(m.tolerance().source()).contains(scheme.toString());
        }
    }

    @Test
    void without_words_there_are_more_than_a_hundred_scenarios_of_every_kind() {
        List<Scenario> all = AccuracySuite.standard(Effort.USUAL).scenarios();
        assertThat(all).hasSizeGreaterThan(100);
        assertThat(all).extracting(Scenario::name).doesNotHaveDuplicates();
        assertThat(all)
                .extracting(s -> s.scheme().name())
                .contains("q8", "q4", "q2", "q1", "ternary", "nf4", "mxfp4", "nvfp4");
        assertThat(all).extracting(Scenario::activations).contains("A16", "A8");
        assertThat(all).extracting(Scenario::structure).containsAll(Structures.all());
        assertThat(all).extracting(Scenario::shape).containsAll(MatrixShape.all());
    }

    @Test
    void a_kernel_that_swaps_nibbles_turns_it_red() {
        Kernel swapped = kernel(col -> col ^ 16);
        AccuracyResult result = suite(QuantSchemes.of("q4"), swapped, SMALL, RAGGED).run(NOBODY);
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        for (ScenarioResult r : result.scenarios()) {
            boolean usesKernel = !r.scenario().structure().name().equals("network");
            assertThat(r.status())
                    .as(r.scenario().name())
                    .isEqualTo(usesKernel ? "failed" : "passed");
        }
        assertThat(result.failed()).isEqualTo(8);
        assertThat(result.toString()).startsWith("failed: 8 of 10 scenarios failed");
    }

    /** In one row of the last block: far too little to see in the error of quantising. */
    @Test
    void a_kernel_that_is_wrong_in_one_weight_turns_it_red() {
        Kernel right = kernel(col -> col);
        Kernel wrong =
                (x, weights, y) -> {
                    right.multiply(x, weights, y);
                    int row = weights.rows() - 1;
                    int col = weights.cols() - 1;
                    for (int i = 0; i < x.rows(); i++) {
                        float value = at(y, i, row) - at(x, i, col) * weights.get(row, col);
                        put(y, i, row, value);
                    }
                };
        QuantScheme scheme = QuantSchemes.of("q4");
        assertThat(suite(scheme, right, RAGGED).run(NOBODY).verdict()).isEqualTo(Verdict.READY);
        ScenarioResult dense = suite(scheme, wrong, RAGGED).run(NOBODY).scenarios().getFirst();
        assertThat(dense.scenario().structure().name()).isEqualTo("dense");
        assertThat(dense.reasons())
                .singleElement()
                .asString()
                .contains("away from what the packed weights stand for");
    }

    @Test
    void a_kernel_that_breaks_off_or_gives_no_numbers_fails_and_the_rest_is_run() {
        Kernel breaking =
                (x, weights, y) -> {
                    throw new IllegalStateException("planted");
                };
        AccuracyResult broken = suite(QuantSchemes.of("q8"), breaking, SMALL).run(NOBODY);
        assertThat(broken.failed()).isEqualTo(4);
        assertThat(broken.passed()).isEqualTo(1);
        assertThat(broken.scenarios().getFirst().reasons().getFirst()).contains("planted");
        Kernel nothing = (x, weights, y) -> put(y, 0, 0, Float.NaN);
        AccuracyResult notANumber = suite(QuantSchemes.of("q8"), nothing, SMALL).run(NOBODY);
        assertThat(notANumber.failed()).isEqualTo(4);
        assertThat(notANumber.scenarios().getFirst().reasons().getFirst()).contains("not finite");
    }

    @Test
    void what_was_not_run_is_named_and_keeps_the_verdict_from_ready() {
        List<String> heard = new ArrayList<>();
        AccuracyResult result =
                suite(QuantSchemes.of("q2"), Kernel.packed(), SMALL, new MatrixShape(2048, 2048))
                        .run(progress -> heard.add(progress.doing()));
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(List.of(result.total(), result.passed(), result.notRun()))
                .containsExactly(10, 5, 5);
        assertThat(result.scenarios().get(1).reasons().getFirst())
                .isEqualTo("4,194,304 weights are more than the 2,097,152 of a quick run");
        assertThat(heard).hasSize(10).contains("dense 32x64 q2:g32 A16");
    }

    @Test
    void a_suite_without_scenarios_is_not_ready() {
        AccuracySuite nothing =
                new AccuracySuite(
                        List.of(),
                        Structures.all(),
                        MatrixShape.all(),
                        Effort.FULL,
                        1,
                        Kernel.packed());
        assertThat(nothing.run(NOBODY).verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void the_same_seed_gives_the_same_errors() {
        AccuracySuite suite = suite(QuantSchemes.of("q4"), Kernel.packed(), SMALL);
        assertThat(suite.run(NOBODY).scenarios()).isEqualTo(suite.run(NOBODY).scenarios());
    }

    /** A product in f64 that takes a weight from another column. */
    private static Kernel kernel(IntUnaryOperator column) {
        return (x, weights, y) -> {
            for (int i = 0; i < x.rows(); i++) {
                for (int j = 0; j < weights.rows(); j++) {
                    double sum = 0;
                    for (int p = 0; p < weights.cols(); p++) {
                        int from = Math.min(column.applyAsInt(p), weights.cols() - 1);
                        sum += (double) at(x, i, p) * weights.get(j, from);
                    }
                    put(y, i, j, (float) sum);
                }
            }
        };
    }

    private static float at(Matrix m, int row, int col) {
        return m.host().getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, (long) row * m.cols() + col);
    }

    private static void put(Matrix m, int row, int col, float value) {
        m.host().setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, (long) row * m.cols() + col, value);
    }
}
