package dev.mantissa.lib.tensor;

import java.util.SplittableRandom;

/**
 * Seeded random values that are the same on every machine: a generator whose algorithm Java fixes,
 * and logarithms and cosines from StrictMath.
 */
final class RandomValues {
    private final SplittableRandom random;

    RandomValues(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Uniform in [0, 1), in steps of 2^-24, so that none rounds up to 1. */
    float uniform() {
        return (random.nextInt() >>> 8) * 0x1p-24f;
    }

    /** Fills with N(0,1) values, by Box and Muller's method. */
    void gaussian(float[] values) {
        for (int i = 0; i < values.length; i += 2) {
            // 1 - u lies in (0, 1]: its logarithm is finite.
            double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
            double angle = 2 * Math.PI * random.nextDouble();
            values[i] = (float) (radius * StrictMath.cos(angle));
            if (i + 1 < values.length) {
                values[i + 1] = (float) (radius * StrictMath.sin(angle));
            }
        }
    }
}
