package dev.mantissa.lib.quant;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.tensor.Matrix;
import java.util.function.ToDoubleFunction;

/**
 * What the methods share that choose the range which the levels of a scheme cover: for each group
 * of weights, or once for a batch of activations.
 */
public abstract class RangeCalibration implements Calibration {
    RangeCalibration() {}

    /**
     * The range for some values.
     *
     * @param squaredError of those values with a range
     */
    abstract ValueRange range(float[] values, ToDoubleFunction<ValueRange> squaredError);

    /**
     * The range for activations x [m, k] that will be stored in 2^bits levels, one for all of them.
     *
     * @param bits 1 to 16
     * @throws UsageException if there are no values, one is not finite, or bits are others
     */
    public final ValueRange range(Matrix x, int bits) {
        if (bits < 1 || bits > 16) {
            throw new UsageException(
                    "%s: %d bits. Allowed: 1 to 16. Usual are 8.".formatted(name(), bits));
        }
        LayerSample.check(x, x);
        float[] all = new float[Math.multiplyExact(x.rows(), x.cols())];
        for (int i = 0; i < x.rows(); i++) {
            System.arraycopy(x.row(i), 0, all, i * x.cols(), x.cols());
        }
        return range(all, r -> r.squaredError(all, bits));
    }

    @Override
    public final QuantTensor encode(QuantScheme scheme, Matrix weights, Matrix x) {
        PlaneScheme planes = PlanePacker.planes(name(), scheme);
        LayerSample sample = LayerSample.of(scheme, weights, x);
        return PlanePacker.pack(
                planes, sample.weights(), weights.cols(), (group, column) -> fit(planes, group));
    }

    private GroupFit fit(PlaneScheme scheme, float[] group) {
        byte[] codes = new byte[group.length];
        ValueRange found =
                range(group, r -> WeightedFit.error(scheme, group, null, 0, fit(scheme, r), codes));
        return fit(scheme, found);
    }

    /** The scale and zero point at which the levels cover a range, as they are stored. */
    private static GroupFit fit(PlaneScheme scheme, ValueRange range) {
        Levels levels = scheme.levels();
        if (!scheme.options().asymmetric()) {
            float bound = Math.max(Math.abs(range.low()), Math.abs(range.high()));
            return new GroupFit(stored(scheme.scaleType(), bound / levels.most()));
        }
        float width = (range.high() - range.low()) / (levels.most() - levels.least());
        return WeightedFit.stored(scheme, width, range.low() - levels.least() * (double) width);
    }

    /** Powers of two are rounded up: the range has to fit. */
    private static float stored(ScaleType type, float scale) {
        float nearest = scale == 0 ? 0 : type.nearest(scale);
        return type == ScaleType.E8M0 && nearest < scale ? 2 * nearest : nearest;
    }
}
