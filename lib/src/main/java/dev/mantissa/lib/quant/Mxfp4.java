package dev.mantissa.lib.quant;

import java.util.List;

/**
 * The MXFP4 blocks of the Open Compute Project: 32 elements e2m1 share a power of two, stored in
 * one byte. By absmax it is 2^(floor(log2 of the largest) - 2), as the specification has it, so
 * that the largest may be cut off at 6; by search the power of two of least squared error.
 */
final class Mxfp4 extends PlaneScheme {
    private static final int LARGEST_EXPONENT = 2;
    private static final QuantChoices CHOICES =
            new QuantChoices(
                    QuantOptions.of(BLOCK, ScaleRule.ABSMAX),
                    List.of(BLOCK),
                    false,
                    List.of(ScaleRule.ABSMAX, ScaleRule.SEARCH));

    Mxfp4() {
        this(CHOICES.usual());
    }

    private Mxfp4(QuantOptions options) {
        super("mxfp4", 4, CHOICES, options, ScaleType.E8M0);
    }

    @Override
    public String summary() {
        return "4-bit floats e2m1, scales are powers of two";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new Mxfp4(options);
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
    GroupFit fit(float[] weights, int from, int count, byte[] codes) {
        float scale = rule(ScaleSearch.largest(weights, from, count));
        if (options().rule() == ScaleRule.SEARCH) {
            scale = best(weights, from, count, scale);
        }
        CodeBook.E2M1.assign(weights, from, count, scale, codes, from);
        return new GroupFit(scale);
    }

    static float rule(double largest) {
        int exponent = Math.getExponent(largest) - LARGEST_EXPONENT;
        return largest == 0 ? 0 : Math.scalb(1f, Math.clamp(exponent, -126, 127));
    }

    private static float best(float[] weights, int from, int count, float scale) {
        float best = scale;
        double least = Double.POSITIVE_INFINITY;
        for (float trial : new float[] {scale / 2, scale, scale * 2}) {
            double error = CodeBook.E2M1.error(weights, from, count, trial);
            if (error < least && trial >= Float.MIN_NORMAL) {
                least = error;
                best = trial;
            }
        }
        return best;
    }

    @Override
    public double analyticError(WeightDistribution weights, long group) {
        return options().rule() == ScaleRule.SEARCH
                ? Double.NaN
                : AbsmaxError.of(weights, CodeBook.E2M1.ascending(), group, Mxfp4::rule);
    }
}
