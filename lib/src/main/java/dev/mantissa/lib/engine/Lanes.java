package dev.mantissa.lib.engine;

import static dev.mantissa.lib.engine.MicroKernel.LANES;
import static dev.mantissa.lib.engine.MicroKernel.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Adds the lanes of a vector in one order. {@code reduceLanes} leaves the order open, and the
 * interpreter and compiled code use different ones: the same product would change its last bits
 * while a session runs.
 */
final class Lanes {
    private static final VectorShuffle<Float> BY_1 = by(1);
    private static final VectorShuffle<Float> BY_2 = by(2);
    private static final VectorShuffle<Float> BY_4 = by(4);
    private static final VectorShuffle<Float> BY_8 = by(8);

    private Lanes() {}

    private static VectorShuffle<Float> by(int lanes) {
        return VectorShuffle.iota(SPECIES, lanes % LANES, 1, true);
    }

    /** Halves are added until one lane is left: lane i and lane i + half. */
    static float sum(FloatVector vector) {
        FloatVector sum = vector;
        for (int half = LANES / 2; half > 8; half /= 2) {
            sum = sum.add(sum.rearrange(by(half)));
        }
        // One by one, with constants: compiled to one instruction each.
        if (LANES > 8) {
            sum = sum.add(sum.rearrange(BY_8));
        }
        if (LANES > 4) {
            sum = sum.add(sum.rearrange(BY_4));
        }
        if (LANES > 2) {
            sum = sum.add(sum.rearrange(BY_2));
        }
        return sum.add(sum.rearrange(BY_1)).lane(0);
    }
}
