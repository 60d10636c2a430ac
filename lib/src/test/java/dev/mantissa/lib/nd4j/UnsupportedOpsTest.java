package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static dev.mantissa.lib.nd4j.Under.normal;
import static dev.mantissa.lib.nd4j.Under.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.Notices;
import dev.mantissa.lib.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@code on=} where ND4J's operations meet it. */
class UnsupportedOpsTest {
    private final INDArray a = normal(1, 9, 14);
    private final INDArray b = normal(2, 14, 6);
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void silence() {
        Notices.setNotebook(Notices.SILENT);
    }

    @Test
    void an_error_reaches_the_person_as_it_is() {
        assertThatThrownBy(() -> under("bf16 on=error", () -> a.mmul(b)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("precision 'bf16' is an error on cpu");
        assertThatThrownBy(() ->
                        under("op:dot=bf16 on=error", () -> a.getRow(0).mmul(b.getColumn(0, true))))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void operations_and_arrays_that_no_mode_governs_go_on() {
        assertThat(floats(under("bf16 on=error", () -> a.add(1)))).isEqualTo(floats(a.add(1)));
        INDArray x = a.castTo(DataType.DOUBLE);
        INDArray y = b.castTo(DataType.DOUBLE);
        assertThat(under("bf16 on=error", () -> x.mmul(y))).isEqualTo(x.mmul(y));
        assertThat(under("highest on=error", () -> a.mmul(b))).isEqualTo(a.mmul(b));
    }

    @Test
    void a_fallback_computes_in_f32_and_is_told_once() {
        Notices.setNotebook(told::add);
        for (int i = 0; i < 2; i++) {
            assertThat(floats(under("bf16 on=fallback", () -> a.mmul(b))))
                    .isEqualTo(under("f32", () -> floats(a.mmul(b))));
        }
        assertThat(told).singleElement().asString().contains("instead of 'bf16'", "on=fallback");
    }

    @Test
    void the_rule_reaches_the_parts_of_an_operation_that_is_run_as_several() {
        INDArray q = normal(3, 2, 4, 5);
        INDArray k = normal(4, 2, 4, 6);
        INDArray v = normal(5, 2, 4, 6);
        INDArray plain = attention(q, k, v);
        assertThatThrownBy(() -> under("qk=bf16 on=error", () -> attention(q, k, v)))
                .isInstanceOf(UsageException.class);
        assertThat(floats(under("av=f16 on=fallback", () -> attention(q, k, v))))
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(floats(plain));
    }

    private static INDArray attention(INDArray q, INDArray k, INDArray v) {
        return Nd4j.nn().dotProductAttention(q, k, v, null, true);
    }
}
