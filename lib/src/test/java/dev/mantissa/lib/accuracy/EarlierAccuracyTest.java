package dev.mantissa.lib.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.quant.QuantSchemes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlierAccuracyTest {
    @Test
    void a_record_of_its_own_is_read_back() {
        AccuracyResult result =
                new AccuracySuite(
                                List.of(QuantSchemes.of("q4")),
                                List.of(new DenseStructure()),
                                List.of(new MatrixShape(32, 64), new MatrixShape(2048, 2048)),
                                Effort.QUICK,
                                1,
                                Kernel.packed())
                        .run(progress -> {});
        var entries = EarlierAccuracy.parse("a.json", result.json()).entries();
        Outcome.Measured small = (Outcome.Measured) result.scenarios().getFirst().outcome();
        assertThat(entries.get("dense 32x64 q4:g32 A16"))
                .isEqualTo(new EarlierAccuracy.Entry(small.error().relativeFrobenius(), true));
        assertThat(entries.get("dense 2048x2048 q4:g32 A16").passed()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {"accuracy_validation_results": {
                  "dense q4": {"relative_error": 0.08, "passed": true},
                  "dense q2": {"relative_error": 0.4, "passed": false}}}
                """,
                """
                {"accuracy_validation_results": [
                  {"name": "dense q4", "rel_error": 0.08, "status": "PASS"},
                  {"scenario": "dense q2", "error": 0.4, "status": "FAIL"}], "version": 2}
                """,
                """
                {"accuracy_validation_results": {"dense": {
                  "q4": {"relative_l2": 8e-2, "pass": true, "cosine": 0.99},
                  "q2": {"relative_l2": 0.4, "pass": false}}, "count": 2}}
                """
            })
    void the_older_shape_is_read_in_its_variants(String text) {
        assertThat(EarlierAccuracy.parse("old.json", text).entries())
                .hasSize(2)
                .containsEntry("dense q4", new EarlierAccuracy.Entry(0.08, true))
                .containsEntry("dense q2", new EarlierAccuracy.Entry(0.4, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[]",
                "3",
                "{}",
                "{\"schema\":\"mantissa.bench/1\",\"scenarios\":[]}",
                "{\"schema\":{},\"scenarios\":[]}",
                "{\"accuracy_validation_results\":{}}",
                "{\"accuracy_validation_results\":7}"
            })
    void what_is_no_record_is_refused_in_a_sentence(String text) {
        assertThatThrownBy(() -> EarlierAccuracy.parse("x.json", text))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("x.json cannot be compared with: ")
                .hasMessageContaining("--json");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> EarlierAccuracy.read(Path.of("no-such.json")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no-such.json")
                .hasMessageContaining("there is no such file");
    }
}
