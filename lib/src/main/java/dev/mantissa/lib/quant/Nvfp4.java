package dev.mantissa.lib.quant;

import java.util.List;

/**
 * NVIDIA's NVFP4 blocks: 16 elements e2m1 share a scale e4m3, and all of them one f32, the largest
 * magnitude / (6 · 448). By absmax the largest of a block takes 6; by search it takes the scale of
 * least squared error among those near by.
 */
final class Nvfp4 extends PlaneScheme {
    private static final int GROUP = 16;
    private static final float LARGEST = 6;
    private static final float[] FACTORS = ScaleSearch.steps(0.8f, 1.6f, 21);
    private static final QuantChoices CHOICES =
            new QuantChoices(
                    QuantOptions.of(GROUP, ScaleRule.ABSMAX),
                    List.of(GROUP),
                    false,
                    List.of(ScaleRule.ABSMAX, ScaleRule.SEARCH));

    /** Of the tensor, in the analytic error; any does that keeps scales within e4m3's range. */
    private static final double USUAL_LARGEST = 64;

    Nvfp4() {
        this(CHOICES.usual());
    }

    private Nvfp4(QuantOptions options) {
        super("nvfp4", 4, CHOICES, options, ScaleType.E4M3);
    }

    @Override
    public String summary() {
        return "4-bit floats e2m1, scales e4m3 and one f32";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new Nvfp4(options);
    }

    @Override
    Levels levels() {
        return CodeBook.E2M1;
    }

    @Override
    float level(int code) {
        return CodeBook.E2M1.level(code);
    }

    @Override
    public double largestWeight() {
        return Float.MAX_VALUE;
    }

    @Override
    float tensorScale(float largest) {
        float scale = largest / (LARGEST * ScaleType.E4M3.largest());
        return scale < Float.MIN_NORMAL ? Float.MIN_NORMAL : scale;
    }

    @Override
    GroupFit fit(float[] weights, int from, int count, byte[] codes) {
        float most = ScaleSearch.largest(weights, from, count);
        float scale = ScaleType.E4M3.nearest(most / LARGEST);
        if (options().rule() == ScaleRule.SEARCH) {
            double least = Double.POSITIVE_INFINITY;
            for (float factor : FACTORS) {
                float trial = ScaleType.E4M3.nearest(most / LARGEST * factor);
                double error = CodeBook.E2M1.error(weights, from, count, trial);
                scale = error < least ? trial : scale;
                least = Math.min(least, error);
            }
        }
        CodeBook.E2M1.assign(weights, from, count, scale, codes, from);
        return new GroupFit(scale);
    }

    @Override
    public double analyticError(WeightDistribution weights, long group) {
        if (options().rule() == ScaleRule.SEARCH) {
            return Double.NaN;
        }
        double tensor = USUAL_LARGEST / (LARGEST * ScaleType.E4M3.largest());
        return AbsmaxError.of(
                weights,
                CodeBook.E2M1.ascending(),
                group,
                largest -> tensor * ScaleType.E4M3.nearest((float) (largest / LARGEST / tensor)));
    }
}
