package dev.mantissa.lib.quant;

/**
 * Fits a block whose groups have integers for scales, times one f16: scales are found for each
 * group alone, then brought to integers that fit together, then the f16 is made the one of least
 * squares for the codes and integers found, and the integers are chosen once more.
 */
final class SuperBlock {
    private static final int ROUNDS = 2;

    private final Levels levels;
    private final int group;
    private final int lowest;

    /** Finds the scale of one group. */
    interface Search {
        float scale(float[] weights, int from, int count);
    }

    /**
     * @param lowest least integer, negative; the largest is -lowest - 1
     */
    SuperBlock(Levels levels, int group, int lowest) {
        this.levels = levels;
        this.group = group;
        this.lowest = lowest;
    }

    void fit(float[] weights, int from, int count, Search search, GgufBlock block) {
        float[] wanted = new float[block.scales.length];
        float most = 0;
        for (int g = 0; g * group < count; g++) {
            wanted[g] = search.scale(weights, from + g * group, size(count, g));
            most = Math.abs(wanted[g]) > Math.abs(most) ? wanted[g] : most;
        }
        float factor = GgufScheme.storedF16(most / lowest);
        double least = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS && factor != 0; round++) {
            int[] before = block.scaleCodes.clone();
            double error = choose(weights, from, count, wanted, factor, block);
            if (error >= least) {
                System.arraycopy(before, 0, block.scaleCodes, 0, before.length);
                break;
            }
            least = error;
            block.d = factor;
            factor = GgufScheme.storedF16(leastSquares(weights, from, count, block));
        }
        for (int g = 0; g * group < count; g++) {
            block.scales[g] = block.d * block.scaleCodes[g];
            int start = from + g * group;
            levels.assign(weights, start, size(count, g), block.scales[g], block.codes, g * group);
        }
    }

    private int size(int count, int g) {
        return Math.min(group, count - g * group);
    }

    /** Picks the integer of least error for each group; returns the error of all. */
    private double choose(
            float[] weights, int from, int count, float[] wanted, float factor, GgufBlock block) {
        double all = 0;
        for (int g = 0; g * group < count; g++) {
            int near = (int) Math.rint(wanted[g] / factor);
            double least = Double.POSITIVE_INFINITY;
            for (int trial = near - 1; trial <= near + 1; trial++) {
                int code = Math.clamp(trial, lowest, -lowest - 1);
                double error =
                        levels.error(weights, from + g * group, size(count, g), factor * code);
                if (error < least) {
                    least = error;
                    block.scaleCodes[g] = code;
                }
            }
            all += least;
        }
        return all;
    }

    private float leastSquares(float[] weights, int from, int count, GgufBlock block) {
        double along = 0;
        double square = 0;
        for (int g = 0; g * group < count; g++) {
            int start = from + g * group;
            int scale = block.scaleCodes[g];
            levels.assign(weights, start, size(count, g), block.d * scale, block.codes, g * group);
            for (int i = 0; i < size(count, g); i++) {
                double level = (double) scale * levels.level(block.codes[g * group + i]);
                along += weights[start + i] * level;
                square += level * level;
            }
        }
        return square == 0 ? 0 : (float) (along / square);
    }
}
