package dev.mantissa.lib.tensorcore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** How far 8-bit sums on Hopper go astray, and what promotion does about it. */
class PromotionTest {
    private static final int M = 64;
    private static final int N = 64;
    private static final int K = 4096;
    private static final double SIGMAS = 4.5;

    private final float[] a = normal(M * K, 1);
    private final float[] b = normal(K * N, 2);

    /** N(0, 1), scaled so that the largest are near the end of e4m3's range. */
    private static float[] normal(int count, int seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            double value = random.nextGaussian() * 448 / SIGMAS;
            values[i] = OperandValues.nearest(OperandKind.E4M3, Math.clamp(value, -448, 448));
        }
        return values;
    }

    /** The largest error of a sum, by the mean of their magnitudes. */
    private double error(Generation generation, int promote) {
        float[] c = new float[M * N];
        TensorCoreProduct.multiply(generation, OperandKind.E4M3, a, b, c, M, N, K, promote);
        double worst = 0;
        double mean = 0;
        for (int i = 0; i < M * N; i++) {
            double exact = 0;
            for (int k = 0; k < K; k++) {
                exact += (double) a[i / N * K + k] * b[k * N + i % N];
            }
            worst = Math.max(worst, Math.abs(c[i] - exact));
            mean += Math.abs(exact) / (M * N);
        }
        return worst / mean;
    }

    @Test
    void promotion_every_128_terms_takes_most_of_the_error_away() {
        double chained = error(Generation.HOPPER, TensorCoreProduct.NO_PROMOTION);
        double promoted = error(Generation.HOPPER, 128);
        assertThat(chained).isBetween(1e-2, 3e-2);
        assertThat(chained / promoted).isGreaterThan(10);
    }

    @Test
    void blackwell_needs_none() {
        assertThat(error(Generation.BLACKWELL, TensorCoreProduct.NO_PROMOTION)).isLessThan(1e-4);
    }
}
