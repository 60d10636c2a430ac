package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * 1 bit: the sign, times the mean magnitude of the group, which is the scale of least squared
 * error. The asymmetric form has any two values: by absmean the mean of the group plus or minus the
 * mean distance from it, by search those of least squares.
 */
final class Q1 extends UniformScheme {
    private static final UniformGrid SIGNS = new UniformGrid(0, 1, 2, 1);
    private static final QuantChoices CHOICES =
            new QuantChoices(
                    QuantOptions.of(BLOCK, ScaleRule.ABSMEAN),
                    QuantChoices.ANY_GROUP,
                    true,
                    List.of(ScaleRule.ABSMEAN, ScaleRule.SEARCH));

    Q1() {
        this(CHOICES.usual());
    }

    private Q1(QuantOptions options) {
        super("q1", 1, SIGNS, CHOICES, options, new float[] {1}, false);
    }

    @Override
    public String summary() {
        return "1 bit, the sign";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new Q1(options);
    }

    @Override
    GroupFit fit(float[] weights, int from, int count, byte[] codes) {
        if (options().asymmetric() && options().rule() == ScaleRule.SEARCH) {
            return super.fit(weights, from, count, codes);
        }
        double mean = 0;
        for (int i = from; options().asymmetric() && i < from + count; i++) {
            mean += weights[i];
        }
        float zero = Float.float16ToFloat(Float.floatToFloat16((float) (mean / count)));
        double distance = 0;
        for (int i = from; i < from + count; i++) {
            distance += Math.abs(weights[i] - zero);
        }
        float scale = ScaleType.F16.nearest((float) (distance / count));
        GroupFit fit = new GroupFit(scale, zero);
        for (int i = from; i < from + count; i++) {
            codes[i] = (byte) (weights[i] < zero ? 0 : 1);
        }
        return fit;
    }

    @Override
    public double analyticError(WeightDistribution weights, long group) {
        return options().asymmetric() ? Double.NaN : weights.meanError(group);
    }

    @Override
    void decodeVector(MemorySegment plane, long at, float scale, float[] to, int index) {
        BlockDecoder.q1(plane, at, scale, to, index);
    }
}
