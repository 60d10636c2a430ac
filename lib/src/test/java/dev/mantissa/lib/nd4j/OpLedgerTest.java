package dev.mantissa.lib.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.Notices;
import dev.mantissa.lib.precision.Precisions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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
        assertThat(ledger.raised()).containsEntry("matrix_inverse", 3L);
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
