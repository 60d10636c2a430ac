package dev.mantissa.lib.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.Notices;
import dev.mantissa.lib.precision.Precisions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

class OpLedgerTest {
    private final OpLedger ledger = ((PolicyExecutioner) Nd4j.getExecutioner()).ledger();

    @Test
    void what_cannot_obey_a_mode_runs_in_f32_and_says_so_once() throws Exception {
        INDArray matrix = Nd4j.eye(3).muli(1.2345678f);
        float[] exact = Under.floats(inverse(matrix));
        ledger.clear();
        List<String> said = new ArrayList<>();
        Notices sink = said::add;
        for (int i = 0; i < 3; i++) {
            float[] result =
                    sink.call(() ->
                            Under.under(
                                    Precisions.of("medium"), () -> Under.floats(inverse(matrix))));
            assertThat(result).containsExactly(exact);
        }
        assertThat(said)
                .singleElement()
                .asString()
                .contains("matrix_inverse", "f32", "medium", "factorisations");
        assertThat(ledger.raised()).containsEntry("matrix_inverse in medium", 3L);
    }

    @Test
    void another_mode_that_cannot_be_obeyed_is_told_too() throws Exception {
        ledger.clear();
        List<String> said = new ArrayList<>();
        Notices sink = said::add;
        for (String mode : List.of("bf16", "int8", "bf16")) {
            sink.call(() -> Under.under(Precisions.of(mode), () -> inverse(Nd4j.eye(3))));
        }
        assertThat(said).hasSize(2);
        assertThat(said.getFirst()).contains("instead of 'bf16'");
        assertThat(said.getLast()).contains("instead of 'int8'");
    }

    @ParameterizedTest
    @EnumSource(names = {"DOUBLE", "HALF", "BFLOAT16"})
    void products_of_types_that_no_mode_governs_are_plain_nd4j_and_told_once(DataType type)
            throws Exception {
        INDArray x = Under.normal(1, 5, 7).castTo(type);
        INDArray y = Under.normal(2, 7, 3).castTo(type);
        INDArray plain = x.mmul(y);
        ledger.clear();
        List<String> said = new ArrayList<>();
        Notices sink = said::add;
        for (int i = 0; i < 2; i++) {
            INDArray result =
                    sink.call(() -> Under.under(Precisions.of("medium"), () -> x.mmul(y)));
            assertThat(result).isEqualTo(plain);
        }
        assertThat(said)
                .singleElement()
                .asString()
                .contains(type.name(), "not in 'medium'", "castTo(DataType.FLOAT)");
    }

    @Test
    void f64_arrays_under_f64_are_what_was_asked_for() throws Exception {
        ledger.clear();
        List<String> said = new ArrayList<>();
        Notices sink = said::add;
        INDArray x = Under.normal(3, 4, 4).castTo(DataType.DOUBLE);
        sink.call(() -> Under.under(Precisions.of("f64"), () -> x.mmul(x)));
        assertThat(said).isEmpty();
    }

    @Test
    void under_highest_nothing_is_said_or_counted() throws Exception {
        ledger.clear();
        List<String> said = new ArrayList<>();
        Notices sink = said::add;
        sink.call(() -> inverse(Nd4j.eye(3)));
        assertThat(said).isEmpty();
        assertThat(ledger.raised()).isEmpty();
    }

    private static INDArray inverse(INDArray matrix) {
        return Nd4j.exec(DynamicCustomOp.builder("matrix_inverse").addInputs(matrix).build())[0];
    }
}
