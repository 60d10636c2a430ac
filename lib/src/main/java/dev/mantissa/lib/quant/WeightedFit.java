package dev.mantissa.lib.quant;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds scale and zero point of least weighted squared error for one group. Tries scales around the
 * one at which the largest weight just fits; each is replaced, until nothing is gained, by that of
 * weighted least squares for the codes it gives.
 */
final class WeightedFit {
    private static final float[] FACTORS = ScaleSearch.steps(0.2f, 1.3f, 67);

    /** How far the middle of a range is moved, in steps between levels. */
    private static final float[] MOVES = {-1, -0.5f, 0, 0.5f, 1};

    private static final int REFINEMENTS = 4;

    private final PlaneScheme scheme;
    private final float[] group;
    private final double[] importance;
    private final int column;
    private final byte[] codes;

    private WeightedFit(PlaneScheme scheme, float[] group, double[] importance, int column) {
        this.scheme = scheme;
        this.group = group;
        this.importance = importance;
        this.column = column;
        codes = new byte[group.length];
    }

    /**
     * @param importance of each column of the matrix
     * @param column of the group's first weight
     */
    static GroupFit find(PlaneScheme scheme, float[] group, double[] importance, int column) {
        GroupFit start = scheme.fit(group, 0, group.length, new byte[group.length]);
        return new WeightedFit(scheme, group, importance, column).best(start);
    }

    /** The fit that the scheme finds by itself is one of those tried, so none is worse. */
    private GroupFit best(GroupFit start) {
        float largest = ScaleSearch.largest(group, 0, group.length);
        if (largest == 0) {
            return start;
        }
        Trial best = refined(new Trial(start, error(start)));
        for (GroupFit trial : scheme.options().asymmetric() ? ranges(start) : scales(largest)) {
            Trial found = refined(new Trial(trial, error(trial)));
            best = found.error() < best.error() ? found : best;
        }
        return best.fit();
    }

    /** Scales around the one at which the largest weight just fits, of both signs if stored. */
    private List<GroupFit> scales(float largest) {
        List<GroupFit> scales = new ArrayList<>();
        float fit = largest / scheme.levels().most();
        for (float factor : FACTORS) {
            scales.add(stored(scheme, fit * factor, 0));
            if (scheme.scaleType() == ScaleType.F16) {
                scales.add(stored(scheme, -fit * factor, 0));
            }
        }
        return scales;
    }

    /** Narrower and wider ranges, their middle where it was and beside it. */
    private List<GroupFit> ranges(GroupFit start) {
        List<GroupFit> ranges = new ArrayList<>();
        double middle = (scheme.levels().least() + scheme.levels().most()) / 2;
        for (int i = 0; i < FACTORS.length; i += 3) {
            float scale = start.scale() * FACTORS[i];
            for (float move : MOVES) {
                double centre = start.zero() + middle * start.scale() + move * start.scale();
                ranges.add(stored(scheme, scale, centre - middle * scale));
            }
        }
        return ranges;
    }

    private record Trial(GroupFit fit, double error) {}

    private Trial refined(Trial from) {
        Trial best = from;
        for (int i = 0; i < REFINEMENTS; i++) {
            GroupFit next = leastSquares(best.fit());
            double error = error(next);
            if (!(error < best.error())) {
                break;
            }
            best = new Trial(next, error);
        }
        return best;
    }

    private double error(GroupFit fit) {
        return error(scheme, group, importance, column, fit, codes);
    }

    /** Weighted regression of the weights on the levels of the codes that a fit gives. */
    private GroupFit leastSquares(GroupFit fit) {
        PlanePacker.assign(scheme.levels(), group, fit, codes, 0);
        double sum = 0;
        double levels = 0;
        double weights = 0;
        double squares = 0;
        double along = 0;
        for (int i = 0; i < group.length; i++) {
            double by = importance[(column + i) % importance.length];
            double level = scheme.levels().level(codes[i]);
            sum += by;
            levels += by * level;
            weights += by * group[i];
            squares += by * level * level;
            along += by * level * group[i];
        }
        if (!scheme.options().asymmetric()) {
            return squares == 0 ? fit : stored(scheme, (float) (along / squares), 0);
        }
        double spread = squares * sum - levels * levels;
        if (!(spread > 0)) {
            return fit;
        }
        double scale = (along * sum - levels * weights) / spread;
        return scale > 0 ? stored(scheme, (float) scale, (weights - scale * levels) / sum) : fit;
    }

    /** A fit as the scheme stores it. */
    static GroupFit stored(PlaneScheme scheme, float scale, double zero) {
        float nearest = scale == 0 ? 0 : scheme.scaleType().nearest(scale);
        float most = ScaleType.F16.largest();
        float kept = (float) Math.clamp(zero, -most, most);
        return new GroupFit(nearest, Float.float16ToFloat(Float.floatToFloat16(kept)));
    }

    /**
     * Weighted squared error of a group.
     *
     * @param importance of each column of the matrix; all alike if null
     * @param codes room for as many as the group has
     */
    static double error(
            PlaneScheme scheme,
            float[] group,
            double @Nullable [] importance,
            int column,
            GroupFit fit,
            byte[] codes) {
        PlanePacker.assign(scheme.levels(), group, fit, codes, 0);
        double error = 0;
        for (int i = 0; i < group.length; i++) {
            double stored = scheme.levels().level(codes[i]) * (double) fit.scale() + fit.zero();
            double lost = group[i] - stored;
            double by = importance == null ? 1 : importance[(column + i) % importance.length];
            error += by * lost * lost;
        }
        return error;
    }
}
