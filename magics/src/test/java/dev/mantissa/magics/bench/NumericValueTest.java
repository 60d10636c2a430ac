package dev.mantissa.magics.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class NumericValueTest {
    @Test
    void numbers_are_found_in_every_kind_of_numeric_value() {
        assertThat(NumericValue.of(3).orElseThrow()).containsExactly(3);
        assertThat(NumericValue.of(new float[] {1, 2}).orElseThrow()).containsExactly(1, 2);
        assertThat(NumericValue.of(new double[] {1, 2}).orElseThrow()).containsExactly(1, 2);
        assertThat(NumericValue.of(new float[][] {{1}, {2, 3}}).orElseThrow())
                .containsExactly(1, 2, 3);
        assertThat(NumericValue.of(Tensor.of(new float[] {4, 5})).orElseThrow())
                .containsExactly(4, 5);
        assertThat(
                        NumericValue.of(Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}}))
                                .orElseThrow())
                .containsExactly(1, 2, 3, 4);
        assertThat(
                        NumericValue.of(
                                        Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}})
                                                .transpose())
                                .orElseThrow())
                .containsExactly(1, 3, 2, 4);
    }

    @Test
    void other_values_have_no_numbers() {
        assertThat(NumericValue.of(null)).isEmpty();
        assertThat(NumericValue.of("text")).isEmpty();
        assertThat(NumericValue.of(List.of(1))).isEmpty();
        assertThat(NumericValue.of(new String[] {"a"})).isEmpty();
    }
}
