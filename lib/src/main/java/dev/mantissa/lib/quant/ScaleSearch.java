package dev.mantissa.lib.quant;

/**
 * Finds the scale with the least squared error for one group: tries scales around the one at which
 * the largest weight just fits, each replaced by the one of least squares for the codes it gives.
 */
final class ScaleSearch {
    private static final short SMALLEST = 1;

    private final UniformGrid grid;
    private final float[] factors;
    private final boolean bothSigns;

    /**
     * @param factors of the scale at which the largest weight just fits
     * @param bothSigns whether negative scales are tried: worth it where levels are lopsided
     */
    ScaleSearch(UniformGrid grid, float[] factors, boolean bothSigns) {
        this.grid = grid;
        this.factors = factors;
        this.bothSigns = bothSigns;
    }

    /** From {@code from} to {@code to} in even steps. */
    static float[] steps(float from, float to, int count) {
        float[] steps = new float[count];
        for (int i = 0; i < count; i++) {
            steps[i] = from + (to - from) * i / (count - 1);
        }
        return steps;
    }

    /** The scale, as f16, at which the largest weight takes the level {@code top}. */
    static GroupFit absmax(float top, float[] weights, int from, int count) {
        return new GroupFit(ScaleType.F16.nearest(largest(weights, from, count) / top));
    }

    /** The scale, as f16. */
    GroupFit find(float[] weights, int from, int count) {
        return new GroupFit(ScaleType.F16.nearest(findUnrounded(weights, from, count)));
    }

    float findUnrounded(float[] weights, int from, int count) {
        float largest = largest(weights, from, count);
        if (largest == 0) {
            return 0;
        }
        float fit = largest / grid.top();
        float best = fit;
        double most = 0;
        for (int i = 0; i < factors.length * (bothSigns ? 2 : 1); i++) {
            float factor = factors[i % factors.length];
            float scale = i < factors.length ? fit * factor : -fit * factor;
            Fit found = fit(weights, from, count, scale);
            if (found.gain() > most) {
                most = found.gain();
                best = found.scale();
            }
        }
        return best;
    }

    /**
     * The scale of least squares for some codes, and how much it takes off the squared error that
     * there is without any: (w · l)² / l² for weights w and levels l.
     */
    private record Fit(float scale, double gain) {}

    /** Fits the codes that {@code scale} gives. */
    private Fit fit(float[] weights, int from, int count, float scale) {
        float inverse = 1 / (scale * grid.step());
        float low = grid.lowest();
        float shift = grid.offset() / grid.step() + 0.5f - low;
        float room = grid.highest() - low;
        float first = grid.level(grid.lowest());
        double along = 0;
        double square = 0;
        // In runs, so that f32 sums stay exact enough in groups as long as a row.
        for (int run = from; run < from + count; run += 256) {
            float runAlong = 0;
            float runSquare = 0;
            for (int i = run; i < Math.min(run + 256, from + count); i++) {
                float weight = weights[i];
                float place = weight * inverse + shift;
                place = place < 0 ? 0 : place > room ? room : place;
                float level = (int) place * grid.step() + first;
                runAlong += weight * level;
                runSquare += level * level;
            }
            along += runAlong;
            square += runSquare;
        }
        return square == 0
                ? new Fit(scale, 0)
                : new Fit((float) (along / square), along * along / square);
    }

    static float largest(float[] weights, int from, int count) {
        float largest = 0;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Math.abs(weights[i]));
        }
        return largest;
    }

    /**
     * Nearest f16, but neither 0, which would lose the whole group, nor infinite: a searched scale
     * may be a little larger than the largest weight asks for.
     */
    static short toF16(float scale) {
        float most = ScaleType.F16.largest();
        short bits = Float.floatToFloat16(Math.clamp(scale, -most, most));
        return (bits & 0x7fff) == 0 ? (short) (bits | SMALLEST) : bits;
    }
}
