package dev.mantissa.lib.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.engine.Matrices.Layout;
import dev.mantissa.lib.tensor.Matrix;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    @Test
    void it_agrees_with_exact_arithmetic_to_f64_precision() {
        Matrix a = Matrices.normal(Layout.STRIDED, 35, 131, 1);
        Matrix b = Matrices.normal(Layout.COLUMN_WINDOW, 131, 300, 2);
        double[] product = Reference.product(a, b);
        for (int i = 0; i < a.rows(); i += 17) {
            for (int j = 0; j < b.cols(); j += 23) {
                BigDecimal exact = BigDecimal.ZERO;
                for (int p = 0; p < a.cols(); p++) {
                    exact =
                            exact.add(
                                    new BigDecimal(Matrices.get(a, i, p))
                                            .multiply(new BigDecimal(Matrices.get(b, p, j))));
                }
                assertThat(product[i * b.cols() + j] - exact.doubleValue())
                        .isBetween(-1e-13, 1e-13);
            }
        }
    }

    @Test
    void factors_that_do_not_fit_are_named() {
        Matrix a = Matrices.filled(Layout.ROW_MAJOR, 2, 3, 1);
        assertThatThrownBy(() -> Reference.product(a, a))
                .hasMessageContaining("columns of a must equal rows of b");
    }
}
