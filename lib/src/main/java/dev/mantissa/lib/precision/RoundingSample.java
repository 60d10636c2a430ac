package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.NumberFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much rounding errs, where no formula says it: by rounding a fixed sample of N(0,1). Relative
 * to the norm of the sample; about 0.5 % from the expectation.
 */
final class RoundingSample {
    private static final int SIZE = 1 << 16;
    private static final long SEED = 0x5eed_0f_e440_5eedL;

    private record Key(NumberFormat format, int length) {}

    private static final Map<Key, RoundingError> ERRORS = new ConcurrentHashMap<>();

    private RoundingSample() {}

    /** Of one operand whose vectors have {@code k} values. */
    static RoundingError error(NumberFormat format, long k) {
        int length = (int) Math.clamp(k, 1, SIZE);
        // Blocks that divide a vector err as they do in any other.
        int vector = format.block() == 0 ? length : Math.max(1, Math.min(length, format.block()));
        return ERRORS.computeIfAbsent(new Key(format, vector), RoundingSample::measured);
    }

    private static RoundingError measured(Key key) {
        float[] values = sample();
        float[] rounded = values.clone();
        for (int from = 0; from < SIZE; from += key.length()) {
            key.format().round(rounded, from, Math.min(key.length(), SIZE - from));
        }
        double along = 0;
        double error = 0;
        for (int i = 0; i < SIZE; i++) {
            double difference = (double) rounded[i] - values[i];
            along += difference * values[i];
            error += difference * difference;
        }
        double whole = squares(values);
        return RoundingError.of(error / whole, along / whole);
    }

    private static double squares(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum;
    }

    /** Values of N(0,1), always the same. */
    static float[] sample() {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
