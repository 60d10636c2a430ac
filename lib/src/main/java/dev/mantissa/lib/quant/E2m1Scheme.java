package dev.mantissa.lib.quant;

import java.util.List;

/**
 * What the block formats of 4-bit floats e2m1 share. By absmax a scale follows from the largest
 * magnitude of its group; by search it is the one of least squared error among some near by.
 */
abstract class E2m1Scheme extends PlaneScheme {
    /** Of the tensor, in the analytic error; any does that keeps scales within their range. */
    private static final float USUAL_LARGEST = 64;

    E2m1Scheme(String name, QuantChoices choices, QuantOptions options, ScaleType scaleType) {
        super(name, 4, choices, options, scaleType);
    }

    static QuantChoices choices(int group) {
        return new QuantChoices(
                QuantOptions.of(group, ScaleRule.ABSMAX),
                List.of(group),
                false,
                List.of(ScaleRule.ABSMAX, ScaleRule.SEARCH));
    }

    /** The scale that follows from the largest magnitude, as it is stored. */
    abstract float absmax(double largest);

    /** Those that the search tries, as they are stored. */
    abstract float[] trials(float largest);

    @Override
    final Levels levels() {
        return CodeBook.E2M1;
    }

    @Override
    final float level(int code) {
        return CodeBook.E2M1.level(code);
    }

    @Override
    final GroupFit fit(float[] weights, int from, int count, byte[] codes) {
        float largest = ScaleSearch.largest(weights, from, count);
        float scale =
                options().rule() == ScaleRule.SEARCH && largest > 0
                        ? best(weights, from, count, trials(largest))
                        : absmax(largest);
        CodeBook.E2M1.assign(weights, from, count, scale, codes, from);
        return new GroupFit(scale);
    }

    private static float best(float[] weights, int from, int count, float[] trials) {
        float best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (float trial : trials) {
            double error = CodeBook.E2M1.error(weights, from, count, trial);
            if (error < least) {
                least = error;
                best = trial;
            }
        }
        return best;
    }

    @Override
    public final double analyticError(WeightDistribution weights, long group) {
        if (options().rule() == ScaleRule.SEARCH) {
            return Double.NaN;
        }
        double tensor = tensorScale(USUAL_LARGEST);
        return AbsmaxError.of(
                weights,
                CodeBook.E2M1.ascending(),
                group,
                largest -> tensor * absmax(largest / tensor));
    }
}
