package dev.mantissa.lib.quant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeBookTest {
    /** Values half-way between neighbours of e2m1; what ties to even makes of them. */
    private static final float[] HALF = {0.25f, 0.75f, 1.25f, 1.75f, 2.5f, 3.5f, 5};

    private static final float[] EVEN = {0, 1, 1, 2, 2, 4, 4};

    /** What ggml's first smallest difference makes of them. */
    private static final float[] SMALLER = {0, 0.5f, 1, 1.5f, 2, 3, 4};

    @Test
    void half_way_e2m1_goes_to_even_as_ocp_asks() {
        for (int i = 0; i < HALF.length; i++) {
            assertThat(nearest(CodeBook.E2M1, HALF[i])).isEqualTo(EVEN[i]);
            assertThat(nearest(CodeBook.E2M1, -HALF[i])).isEqualTo(0 - EVEN[i]);
            assertThat(nearest(CodeBook.E2M1_GGML, HALF[i])).isEqualTo(SMALLER[i]);
            assertThat(nearest(CodeBook.E2M1_GGML, -HALF[i])).isEqualTo(0 - SMALLER[i]);
        }
    }

    @Test
    void just_beside_half_way_the_nearest_level_is_taken() {
        for (CodeBook book : new CodeBook[] {CodeBook.E2M1, CodeBook.E2M1_GGML}) {
            for (int i = 0; i < HALF.length; i++) {
                float low = SMALLER[i];
                float high = 2 * HALF[i] - low;
                assertThat(nearest(book, Math.nextDown(HALF[i]))).isEqualTo(low);
                assertThat(nearest(book, Math.nextUp(HALF[i]))).isEqualTo(high);
                assertThat(nearest(book, -Math.nextDown(HALF[i]))).isEqualTo(0 - low);
                assertThat(nearest(book, -Math.nextUp(HALF[i]))).isEqualTo(-high);
            }
        }
    }

    private static float nearest(CodeBook book, float value) {
        return book.level(book.nearest(value));
    }

    @ParameterizedTest
    @CsvSource({"mxfp4, true", "mxfp4_gguf, false"})
    void packed_weights_half_way_are_rounded_so(String scheme, boolean even) {
        float[] weights = new float[32];
        for (int i = 0; i < HALF.length; i++) {
            weights[i] = HALF[i];
            weights[16 + i] = -HALF[i];
        }
        weights[31] = 6; // its block scale is 1
        QuantTensor packed = QuantSchemes.of(scheme).encode(SchemeCases.matrix(weights, 1, 32));
        float[] expected = even ? EVEN : SMALLER;
        for (int i = 0; i < HALF.length; i++) {
            assertThat(packed.get(0, i)).isEqualTo(expected[i]);
            assertThat(packed.get(0, 16 + i)).isEqualTo(0 - expected[i]);
        }
    }
}
