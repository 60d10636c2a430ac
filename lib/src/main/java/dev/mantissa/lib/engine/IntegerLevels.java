package dev.mantissa.lib.engine;

import org.jspecify.annotations.Nullable;

/**
 * How levels of evenly spaced codes are computed with as integers: level(code) = unit · (step ·
 * code - zero).
 *
 * @param zero an integer
 * @param unit 1, or 0.5 where levels lie halfway between integers
 */
record IntegerLevels(int step, int zero, float unit) {
    private static final int HIGHEST = 127;

    /** For codes of that many bits, signed ones of 8 bits; null for a width that has none. */
    static @Nullable IntegerLevels of(int bits) {
        return switch (bits) {
            case 8 -> new IntegerLevels(1, 0, 1);
            case 4 -> new IntegerLevels(1, 8, 1);
            case 2 -> new IntegerLevels(2, 3, 0.5f);
            case 1 -> new IntegerLevels(2, 1, 1);
            default -> null;
        };
    }

    /** Whether the weights have exactly these levels. */
    static boolean fit(PackedWeights weights) {
        IntegerLevels levels = of(weights.bits());
        if (levels == null || weights.group() % PackedWeights.BLOCK != 0) {
            return false;
        }
        int first = weights.bits() == 8 ? -HIGHEST : 0;
        int last = weights.bits() == 8 ? HIGHEST : (1 << weights.bits()) - 1;
        for (int code = first; code <= last; code++) {
            if (weights.level(code) != levels.unit() * levels.integer(code)) {
                return false;
            }
        }
        return true;
    }

    /** The level, in units. */
    int integer(int code) {
        return step * code - zero;
    }
}
