package dev.mantissa.lib.tensorcore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What probes of the devices showed (Fasi, Higham, Mikaitis and Pranesh 2021; arXiv 2511.10909),
 * worked out by hand.
 */
class TensorCoreFactsTest {
    private static final OperandKind F16 = OperandKind.F16;

    /** c + the products of {@code a} with ones, by the definition and by the vectors. */
    private static float add(BlockSum sum, OperandKind kind, float c, float... a) {
        float[] ones = new float[a.length];
        Arrays.fill(ones, 1);
        return dot(sum, kind, c, a, ones);
    }

    private static float dot(BlockSum sum, OperandKind kind, float c, float[] a, float[] b) {
        float defined = ExactTensorCore.dot(sum, kind, c, a, b);
        float[] result = {c};
        TensorCoreProduct.multiply(sum, kind, a, b, result, 1, 1, a.length, 0);
        assertThat(Float.floatToRawIntBits(result[0])).isEqualTo(Float.floatToRawIntBits(defined));
        return defined;
    }

    private static float two(int exponent) {
        return Math.scalb(1f, exponent);
    }

    /** Every term is cut on its own; each generation keeps one bit more. */
    @ParameterizedTest
    @CsvSource({
        "VOLTA, -24, 0",
        "TURING, -24, 2",
        "AMPERE, -24, 2",
        "HOPPER, -24, 2",
        "TURING, -25, 0",
        "AMPERE, -25, 0",
        "HOPPER, -25, 1",
        "BLACKWELL, -25, 1"
    })
    void small_terms_beside_a_large_one_add_up_only_where_there_are_bits_for_them(
            Generation generation, int exponent, int ulps) {
        float small = two(exponent / 2);
        float rest = two(exponent - exponent / 2);
        float[] a = {small, small, small, small};
        float[] b = {rest, rest, rest, rest};
        float sum = dot(generation.sum(F16), F16, 1, a, b);
        assertThat(sum).isEqualTo(1 + ulps * Math.ulp(1f));
    }

    @Test
    void results_are_truncated_toward_zero() {
        BlockSum hopper = Generation.HOPPER.sum(F16);
        // Three quarters of the distance to the next f32, all of them kept until then.
        float[] a = {two(-12), two(-13)};
        float[] b = {two(-12), two(-12)};
        assertThat(dot(hopper, F16, 1, a, b)).isEqualTo(1);
        assertThat(dot(hopper, F16, -1, new float[] {-a[0], -a[1]}, b)).isEqualTo(-1);
    }

    /** 1.5 · 1.5 is 2.25, yet it is aligned as what lies between 1 and 2 is. */
    @Test
    void products_are_not_normalised_before_they_are_aligned() {
        BlockSum volta = Generation.VOLTA.sum(F16);
        float[] a = {1.5f, -1.5f, two(-11)};
        float[] b = {1.5f, 1.5f, two(-12)};
        assertThat(dot(volta, F16, 0, a, b)).isEqualTo(two(-23));
    }

    @Test
    void a_block_ends_where_the_generation_says() {
        float[] a = {1, 0, 0, 0, two(-12), two(-12), two(-12), two(-12), -1};
        float[] b = {1, 0, 0, 0, two(-12), two(-12), two(-12), two(-12), 1};
        assertThat(dot(Generation.VOLTA.sum(F16), F16, 0, a, b)).isZero();
        assertThat(dot(Generation.AMPERE.sum(F16), F16, 0, a, b)).isEqualTo(two(-22));
    }

    @Test
    void f8_on_hopper_keeps_13_bits_of_everything() {
        BlockSum hopper = Generation.HOPPER.sum(OperandKind.E4M3);
        BlockSum blackwell = Generation.BLACKWELL.sum(OperandKind.E4M3);
        float c = 1 + two(-14) + two(-20);
        assertThat(add(hopper, OperandKind.E4M3, c, 0)).isEqualTo(1);
        assertThat(add(blackwell, OperandKind.E4M3, c, 0)).isEqualTo(c);
    }

    @Test
    void f16_sums_are_rounded_to_nearest_even() {
        BlockSum half = Generation.VOLTA.sum(F16).withHalfOutput();
        assertThat(add(half, F16, 1, two(-11))).isEqualTo(1);
        assertThat(add(half, F16, 1, two(-11), two(-23))).isEqualTo(1 + two(-10));
        assertThat(add(half, F16, 1 + two(-10), two(-11))).isEqualTo(1 + two(-9));
        assertThat(add(half, F16, 65504, 15.99f / 2 + 8)).isEqualTo(65504);
        assertThat(add(half, F16, 65504, 16)).isEqualTo(Float.POSITIVE_INFINITY);
    }

    /**
     * A zero to start from is smaller than every product: the last bit of this one still counts.
     */
    @Test
    void zero_has_an_exponent_of_its_own() {
        BlockSum half = Generation.VOLTA.sum(F16).withHalfOutput();
        float[] a = {two(-12), two(-24)};
        float[] b = {two(-13), two(-24)};
        assertThat(dot(half, F16, 0, a, b)).isEqualTo(two(-24));
        assertThat(dot(half, F16, -0f, a, b)).isEqualTo(two(-24));
    }

    @Test
    void nan_and_infinity_are_those_of_the_devices() {
        BlockSum ampere = Generation.AMPERE.sum(OperandKind.BF16);
        float infinity = Float.POSITIVE_INFINITY;
        float nan = Float.intBitsToFloat(0xffc12345);
        for (float result :
                new float[] {
                    add(ampere, OperandKind.BF16, nan, 1),
                    add(ampere, OperandKind.BF16, 1, nan),
                    add(ampere, OperandKind.BF16, -infinity, infinity),
                    dot(ampere, OperandKind.BF16, 1, new float[1], new float[] {infinity})
                }) {
            assertThat(Float.floatToRawIntBits(result)).isEqualTo(0x7fffffff);
        }
        assertThat(add(ampere, OperandKind.BF16, 3e38f, -infinity)).isEqualTo(-infinity);
        assertThat(add(ampere, OperandKind.BF16, 3e38f, two(127))).isEqualTo(infinity);
        assertThat(add(ampere, OperandKind.BF16, -3e38f, -two(127))).isEqualTo(-infinity);
    }

    @Test
    void subnormal_operands_and_sums_count() {
        BlockSum ampere = Generation.AMPERE.sum(OperandKind.BF16);
        assertThat(add(ampere, OperandKind.BF16, 0, two(-133))).isEqualTo(two(-133));
        assertThat(add(ampere, OperandKind.BF16, two(-149), two(-133)))
                .isEqualTo(two(-133) + two(-149));
        assertThat(add(Generation.VOLTA.sum(F16), F16, 0, two(-24))).isEqualTo(two(-24));
    }

    @Test
    void what_cancels_or_vanishes_is_positive_zero() {
        BlockSum hopper = Generation.HOPPER.sum(OperandKind.BF16);
        float[] nothing = {add(hopper, OperandKind.BF16, -0f, -0f), 0};
        float[] b = {two(-60)};
        nothing[1] = dot(hopper, OperandKind.BF16, 0, new float[] {-two(-100)}, b);
        for (float result : nothing) {
            assertThat(Float.floatToRawIntBits(result)).isZero();
        }
    }
}
