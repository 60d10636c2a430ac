package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * Levels -1, 0 and 1, in the planes of {@code q2}. By search, the scale of least squared error; by
 * absmean the mean magnitude, weights beyond half of it not being 0 (the rule of BitNet b1.58, Ma
 * et al. 2024).
 */
final class Ternary extends PlaneScheme {
    private static final UniformGrid GRID = new UniformGrid(0, 2, 1, 1);
    private static final QuantChoices CHOICES =
            new QuantChoices(
                    QuantOptions.of(BLOCK, ScaleRule.SEARCH),
                    QuantChoices.ANY_GROUP,
                    false,
                    List.of(ScaleRule.SEARCH, ScaleRule.ABSMEAN));

    Ternary() {
        this(CHOICES.usual());
    }

    private Ternary(QuantOptions options) {
        super("ternary", 2, CHOICES, options, ScaleType.F16);
    }

    @Override
    public String summary() {
        return "levels -1, 0 and 1, kept in 2 bits";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new Ternary(options);
    }

    @Override
    Levels levels() {
        return GRID;
    }

    @Override
    float level(int code) {
        return code - 1;
    }

    /** Code 3 is not used. */
    @Override
    public double largestWeight() {
        return ScaleType.F16.largest();
    }

    @Override
    GroupFit fit(float[] weights, int from, int count, byte[] codes) {
        float scale =
                options().rule() == ScaleRule.SEARCH
                        ? best(weights, from, count)
                        : mean(weights, from, count);
        GroupFit fit = new GroupFit(ScaleType.F16.nearest(scale));
        GRID.assign(weights, from, count, fit, codes, from);
        return fit;
    }

    /**
     * The optimum, exactly: if the k largest magnitudes are not 0, the best scale is their mean and
     * takes (their sum)² / k off the squared error.
     */
    static float best(float[] weights, int from, int count) {
        float[] magnitudes = new float[count];
        for (int i = 0; i < count; i++) {
            magnitudes[i] = Math.abs(weights[from + i]);
        }
        Arrays.sort(magnitudes);
        double sum = 0;
        double most = 0;
        double scale = 0;
        for (int kept = 1; kept <= count; kept++) {
            sum += magnitudes[count - kept];
            if (sum * sum / kept > most) {
                most = sum * sum / kept;
                scale = sum / kept;
            }
        }
        return (float) scale;
    }

    private static float mean(float[] weights, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += Math.abs(weights[i]);
        }
        return (float) (sum / count);
    }

    @Override
    void decode(MemorySegment plane, long at, float scale, float[] to, int toIndex) {
        if (BlockDecoder.VECTORS) {
            BlockDecoder.ternary(plane, at, scale, to, toIndex);
        } else {
            super.decode(plane, at, scale, to, toIndex);
        }
    }
}
