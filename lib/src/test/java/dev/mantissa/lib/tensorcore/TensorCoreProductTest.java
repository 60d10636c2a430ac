package dev.mantissa.lib.tensorcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.engine.CancelledException;
import dev.mantissa.lib.engine.WorkerPool;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TensorCoreProductTest {
    private static final int MANY = 1_000_000;

    static Stream<Arguments> products() {
        return Arrays.stream(Generation.values())
                .flatMap(g -> g.kinds().stream().map(kind -> Arguments.of(g, kind)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("products")
    void every_bit_is_that_of_the_definition(Generation generation, OperandKind kind) {
        compare(generation.sum(kind), kind, 4_000, 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("generations")
    void so_it_is_where_sums_are_f16(Generation generation) {
        compare(generation.sum(OperandKind.F16).withHalfOutput(), OperandKind.F16, 4_000, 2);
    }

    static Generation[] generations() {
        return Generation.values();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("products")
    @EnabledIfSystemProperty(
            named = "mantissa.exhaustive",
            matches = "true",
            disabledReason = "not run: a million outputs each, by -Dmantissa.exhaustive=true")
    void a_million_outputs_are_those_of_the_definition(Generation generation, OperandKind kind) {
        compare(generation.sum(kind), kind, MANY / Regime.values().length + 1, 3);
    }

    /** At least {@code outputs} in every regime. */
    private static void compare(BlockSum sum, OperandKind kind, int outputs, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Regime regime : Regime.values()) {
            for (int done = 0; done < outputs; ) {
                int m = random.nextInt(1, 70);
                int n = random.nextInt(1, 70);
                int k = random.nextInt(1, 3 * sum.terms() + 1);
                compare(sum, kind, regime, m, n, k, 0, random);
                done += m * n;
            }
        }
    }

    private static void compare(
            BlockSum sum,
            OperandKind kind,
            Regime regime,
            int m,
            int n,
            int k,
            int promote,
            SplittableRandom random) {
        float[] a = regime.operands(kind, random, m * k);
        float[] b = regime.operands(kind, random, k * n);
        float[] start = regime.starts(kind, random, m * n);
        if (sum.output() == SumFormat.F16) {
            for (int i = 0; i < start.length; i++) {
                start[i] = Float.float16ToFloat(Float.floatToFloat16(start[i]));
            }
        }
        float[] c = start.clone();
        TensorCoreProduct.multiply(sum, kind, a, b, c, m, n, k, promote);
        for (int i = 0; i < m; i++) {
            float[] row = Arrays.copyOfRange(a, i * k, (i + 1) * k);
            for (int j = 0; j < n; j++) {
                float[] column = column(b, n, k, j);
                float from = start[i * n + j];
                float expected =
                        promote == 0
                                ? ExactTensorCore.dot(sum, kind, from, row, column)
                                : ExactTensorCore.promotedDot(
                                        sum, kind, from, row, column, promote);
                if (bits(c[i * n + j]) != bits(expected)) {
                    throw new AssertionError(
                            "%s %s %s [%d,%d,%d] at (%d, %d): expected 0x%08x, was 0x%08x%n  c %s%n  a %s%n  b %s"
                                    .formatted(
                                            sum,
                                            kind,
                                            regime,
                                            m,
                                            n,
                                            k,
                                            i,
                                            j,
                                            bits(expected),
                                            bits(c[i * n + j]),
                                            from,
                                            Arrays.toString(row),
                                            Arrays.toString(column)));
                }
            }
        }
    }

    private static float[] column(float[] b, int n, int k, int j) {
        float[] column = new float[k];
        for (int i = 0; i < k; i++) {
            column[i] = b[i * n + j];
        }
        return column;
    }

    private static int bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("products")
    void promotion_is_that_of_the_definition(Generation generation, OperandKind kind) {
        SplittableRandom random = new SplittableRandom(4);
        BlockSum sum = generation.sum(kind);
        for (Regime regime : Regime.values()) {
            int promote = sum.terms() * random.nextInt(1, 4);
            compare(sum, kind, regime, 5, 33, 7 * sum.terms() + 3, promote, random);
        }
    }

    @Test
    void long_sums_go_through_several_slices() {
        SplittableRandom random = new SplittableRandom(5);
        BlockSum sum = Generation.HOPPER.sum(OperandKind.BF16);
        for (int promote : new int[] {0, 96}) {
            compare(sum, OperandKind.BF16, Regime.NEAR, 3, 5, 2_999, promote, random);
        }
    }

    @Test
    void a_jvm_without_vectors_computes_the_same() {
        SplittableRandom random = new SplittableRandom(6);
        BlockSum sum = Generation.AMPERE.sum(OperandKind.TF32);
        float[] a = Regime.WIDE.operands(OperandKind.TF32, random, 70 * 90);
        float[] b = Regime.WIDE.operands(OperandKind.TF32, random, 90 * 40);
        float[][] c = new float[2][70 * 40];
        BlockKernel[] kernels = {new ScalarKernel(), new VectorKernel()};
        for (int i = 0; i < 2; i++) {
            Product product = Product.of(sum, OperandKind.TF32, a, b, c[i], 70, 40, 90, 0);
            TensorCoreProduct.multiply(kernels[i], new WorkerPool(1 + i), product);
        }
        assertThat(c[1]).isEqualTo(c[0]);
    }

    @Test
    void a_product_of_nothing_leaves_c_as_it_is() {
        float[] c = {1.1f};
        TensorCoreProduct.multiply(
                Generation.VOLTA, OperandKind.F16, new float[0], new float[0], c, 1, 1, 0, 0);
        assertThat(c).containsExactly(1.1f);
    }

    @Test
    void an_interrupt_ends_it() {
        float[] a = new float[300 * 300];
        float[] c = new float[300 * 300];
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() ->
                            TensorCoreProduct.multiply(
                                    Generation.ADA, OperandKind.F16, a, a, c, 300, 300, 300, 0))
                    .isInstanceOf(CancelledException.class)
                    .hasMessageContaining("tensor-core product");
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void what_does_not_fit_is_named() {
        float[] four = new float[4];
        assertThatThrownBy(() -> multiply(Generation.VOLTA, OperandKind.BF16, four, 4, 0))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "volta tensor cores do not multiply bf16. They have: f16. Emulate one that does: ampere, ada, hopper, blackwell.");
        assertThatThrownBy(() -> multiply(Generation.HOPPER, OperandKind.E4M3, four, 4, 48))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("promotion every 48 terms", "multiple of the 32");
        assertThatThrownBy(() -> multiply(Generation.HOPPER, OperandKind.E4M3, four, 5, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a has 4 values; [1, 5] needs 5");
    }

    private static void multiply(
            Generation generation, OperandKind kind, float[] values, int k, int promote) {
        TensorCoreProduct.multiply(generation, kind, values, values, values, 1, 1, k, promote);
    }
}
