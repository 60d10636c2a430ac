package dev.mantissa.lib.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.engine.Matrices.Layout;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.tensor.Matrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packed weights in the modes that no kernel for packed weights has. */
class PackedBlocksTest {
    private static final int ROWS = 600;
    private static final int K = 96;

    /** Counts products. */
    private static final class Counting extends HostEngine {
        private final Engine engine = new VectorEngine(new WorkerPool(2), true);
        private int products;

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public Probe probe() {
            return engine.probe();
        }

        @Override
        public void matmul(Matrix a, Matrix b, Matrix c, float alpha, float beta, Precision mode) {
            products++;
            engine.matmul(a, b, c, alpha, beta, mode);
        }
    }

    @ParameterizedTest
    @CsvSource({"bf16x3, 3", "int8, 3", "f16acc16, 3", "f64, 3", "bf16:sr, 1", "f8e4m3:sr5, 1"})
    void the_product_is_that_of_the_decoded_weights_in_a_few_pieces(String mode, int products) {
        QuantTensor packed =
                QuantSchemes.of("q4").encode(Matrices.normal(Layout.ROW_MAJOR, ROWS, K, 1));
        Matrix x = Matrices.normal(Layout.STRIDED, 7, K, 2);
        for (Layout layout : Layout.values()) {
            Matrix expected = Matrices.filled(layout, 7, ROWS, 2);
            Matrix found = Matrices.filled(layout, 7, ROWS, 2);
            Counting engine = new Counting();
            engine.engine.matmul(
                    x, packed.decode().transposed(), expected, 2, 3, Precisions.of(mode));
            QuantisedProduct.multiply(engine, x, packed, found, 2, 3, Precisions.of(mode));
            assertThat(Matrices.values(found)).isEqualTo(Matrices.values(expected));
            assertThat(engine.products).isEqualTo(products);
        }
    }
}
