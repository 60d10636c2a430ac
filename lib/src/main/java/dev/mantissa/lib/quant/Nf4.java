package dev.mantissa.lib.quant;

import java.util.List;

/**
 * 4-bit normal float: 16 levels from -1 to 1, one of them 0, at quantiles of the normal
 * distribution (QLoRA, Dettmers et al. 2023, appendix E). Scales are f16.
 */
final class Nf4 extends PlaneScheme {
    private static final int GROUP = 64;
    private static final float[] FACTORS = ScaleSearch.steps(0.6f, 1.1f, 21);
    private static final QuantChoices CHOICES =
            new QuantChoices(
                    QuantOptions.of(GROUP, ScaleRule.ABSMAX),
                    QuantChoices.ANY_GROUP,
                    false,
                    List.of(ScaleRule.ABSMAX, ScaleRule.SEARCH));

    /** As published. */
    static final CodeBook LEVELS =
            new CodeBook(
                    -1.0f,
                    -0.6961928009986877f,
                    -0.5250730514526367f,
                    -0.39491748809814453f,
                    -0.28444138169288635f,
                    -0.18477343022823334f,
                    -0.09105003625154495f,
                    0.0f,
                    0.07958029955625534f,
                    0.16093020141124725f,
                    0.24611230194568634f,
                    0.33791524171829224f,
                    0.44070982933044434f,
                    0.5626170039176941f,
                    0.7229568362236023f,
                    1.0f);

    Nf4() {
        this(CHOICES.usual());
    }

    private Nf4(QuantOptions options) {
        super("nf4", 4, CHOICES, options, ScaleType.F16);
    }

    @Override
    public String summary() {
        return "4 bit, levels at quantiles of the normal distribution";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new Nf4(options);
    }

    @Override
    Levels levels() {
        return LEVELS;
    }

    @Override
    float level(int code) {
        return LEVELS.level(code);
    }

    @Override
    GroupFit fit(float[] weights, int from, int count, byte[] codes) {
        float scale =
                options().rule() == ScaleRule.SEARCH
                        ? LEVELS.search(weights, from, count, FACTORS, true)
                        : ScaleSearch.largest(weights, from, count);
        float stored = ScaleType.F16.nearest(scale);
        LEVELS.assign(weights, from, count, stored, codes, from);
        return new GroupFit(stored);
    }

    @Override
    public double analyticError(WeightDistribution weights, long group) {
        return options().rule() == ScaleRule.SEARCH
                ? Double.NaN
                : AbsmaxError.of(weights, LEVELS.ascending(), group);
    }
}
