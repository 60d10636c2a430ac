package dev.mantissa.lib.quant;

/**
 * Finds the scale with the least squared error for one group: tries scales around the one at which
 * the largest weight just fits, each replaced by the one of least squares for the codes it gives.
 */
final class ScaleSearch {
    private static final short SMALLEST = 1;

    private final QuantScheme scheme;
    private final int highest;
    private final float offset;
    private final float[] factors;
    private final boolean bothSigns;

    /**
     * @param factors of the scale at which the largest weight just fits
     * @param bothSigns whether negative scales are tried: worth it where levels are lopsided
     */
    ScaleSearch(QuantScheme scheme, float[] factors, boolean bothSigns) {
        this.scheme = scheme;
        this.highest = (1 << scheme.bits()) - 1;
        this.offset = scheme.level(0);
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

    /** As {@link QuantScheme#encode(float[], int, int, byte[])}. */
    short find(float[] weights, int from, int count, byte[] codes) {
        float largest = largest(weights, from, count);
        if (largest == 0) {
            assign(weights, from, count, 0, codes);
            return 0;
        }
        float fit = largest / scheme.level(highest);
        short best = toF16(fit);
        double most = 0;
        for (int i = 0; i < factors.length * (bothSigns ? 2 : 1); i++) {
            float factor = factors[i % factors.length];
            float scale = i < factors.length ? fit * factor : -fit * factor;
            Fit found = fit(weights, from, count, scale);
            if (found.gain() > most) {
                most = found.gain();
                best = toF16(found.scale());
            }
        }
        assign(weights, from, count, Float.float16ToFloat(best), codes);
        return best;
    }

    /**
     * The scale of least squares for some codes, and how much it takes off the squared error that
     * there is without any: (w · l)² / l² for weights w and levels l.
     */
    private record Fit(float scale, double gain) {}

    /** Fits the codes that {@code scale} gives. */
    private Fit fit(float[] weights, int from, int count, float scale) {
        float inverse = 1 / scale;
        float along = 0;
        float square = 0;
        for (int i = 0; i < count; i++) {
            float weight = weights[from + i];
            float level = nearest(weight, inverse) + offset;
            along += weight * level;
            square += level * level;
        }
        return square == 0
                ? new Fit(scale, 0)
                : new Fit(along / square, (double) along * along / square);
    }

    static float largest(float[] weights, int from, int count) {
        float largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(weights[from + i]));
        }
        return largest;
    }

    /** Nearest f16, but not 0: too small a scale would lose the whole group. */
    static short toF16(float scale) {
        short bits = Float.floatToFloat16(scale);
        return (bits & 0x7fff) == 0 ? (short) (bits | SMALLEST) : bits;
    }

    private void assign(float[] weights, int from, int count, float scale, byte[] codes) {
        float inverse = scale == 0 ? 0 : 1 / scale;
        for (int i = 0; i < count; i++) {
            codes[i] = (byte) nearest(weights[from + i], inverse);
        }
    }

    private int nearest(float weight, float inverse) {
        return (int) Math.clamp(weight * inverse - offset + 0.5f, 0, highest + 0.5f);
    }
}
