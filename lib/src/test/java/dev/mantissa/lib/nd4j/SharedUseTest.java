package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static dev.mantissa.lib.nd4j.Under.normal;
import static dev.mantissa.lib.nd4j.Under.rounded;
import static dev.mantissa.lib.nd4j.Under.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.Source;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Memory and threads that several products share. */
class SharedUseTest {
    private final INDArray a = normal(1, 40, 40);
    private final INDArray b = normal(2, 40, 40);

    @ParameterizedTest
    @ValueSource(strings = {"auto", "scalar", "vector"})
    void a_product_in_place_is_that_of_the_operands_as_they_were(String engine) {
        for (Precision mode : Under.rounding()) {
            float[] expected = floats(rounded(a, mode).mmul(rounded(b, mode)));
            INDArray left = a.dup();
            INDArray right = b.dup();
            new Numerics(mode, Source.SCOPE)
                    .withEngine(engine)
                    .run(() -> {
                        left.mmuli(b);
                        a.mmuli(right, right);
                    });
            assertThat(error(left, expected)).as(mode.name()).isLessThan(1e-6);
            assertThat(error(right, expected)).as(mode.name()).isLessThan(1e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "scalar", "vector"})
    void a_result_that_is_a_window_leaves_its_surroundings_alone(String engine) {
        Precision mode = Precisions.of("bf16");
        INDArray whole = Nd4j.zeros(DataType.FLOAT, 60, 60);
        INDArray window = whole.get(NDArrayIndex.interval(10, 50), NDArrayIndex.interval(5, 45));
        new Numerics(mode, Source.SCOPE).withEngine(engine).run(() -> a.mmuli(b, window));
        float[] expected = floats(rounded(a, mode).mmul(rounded(b, mode)));
        assertThat(error(window, expected)).isLessThan(1e-6);
        assertThat(whole.get(NDArrayIndex.interval(0, 10)).sumNumber().doubleValue()).isZero();
        assertThat(whole.getColumns(0, 4, 45, 59).sumNumber().doubleValue()).isZero();
    }

    @Test
    void threads_at_once_each_compute_in_their_own_mode() throws Exception {
        Map<Precision, float[]> expected = new HashMap<>();
        for (Precision mode : Under.rounding()) {
            INDArray alone = under(mode, () -> a.mmul(b));
            // ND4J sums in another order.
            assertThat(error(alone, floats(rounded(a, mode).mmul(rounded(b, mode)))))
                    .as(mode.name())
                    .isLessThan(1e-6);
            expected.put(mode, floats(alone));
        }
        expected.put(Under.HIGHEST, floats(a.mmul(b)));
        assertThat(distinct(expected.values())).isGreaterThan(3);
        List<Precision> modes = List.copyOf(expected.keySet());
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> wrong = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                Precision mode = modes.get(i % modes.size());
                wrong.add(
                        threads.submit(() -> {
                            for (int round = 0; round < 20; round++) {
                                float[] now = floats(under(mode, () -> a.mmul(b)));
                                int at = Arrays.mismatch(now, expected.get(mode));
                                if (at >= 0) {
                                    return "%s, round %d: %s instead of %s at %d"
                                            .formatted(
                                                    mode.name(),
                                                    round,
                                                    now[at],
                                                    expected.get(mode)[at],
                                                    at);
                                }
                            }
                            return "";
                        }));
            }
            for (Future<String> future : wrong) {
                assertThat(future.get()).isEmpty();
            }
        }
    }

    private static long distinct(Collection<float[]> products) {
        return products.stream().map(Arrays::hashCode).distinct().count();
    }

    private static double error(INDArray actual, float[] expected) {
        double[] wanted = new double[expected.length];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = expected[i];
        }
        return Under.distance(floats(actual), wanted);
    }
}
