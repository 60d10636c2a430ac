package dev.mantissa.lib.quant;

/**
 * As {@link SuperBlock}, for blocks whose groups have integers for scales and for minima, each
 * times one f16: weight = d · scale · code - dmin · min, neither integer negative.
 */
final class SuperBlockRange {
    private static final int ROUNDS = 3;
    private static final float[] FACTORS = ScaleSearch.steps(0.8f, 1.05f, 11);

    private final UniformGrid grid;
    private final RangeSearch range;
    private final ScaleSearch fromZero;
    private final int group;
    private final int highest;

    /**
     * @param highest largest integer
     */
    SuperBlockRange(UniformGrid grid, int group, int highest) {
        this.grid = grid;
        this.range = new RangeSearch(grid);
        this.fromZero = new ScaleSearch(grid, FACTORS, false);
        this.group = group;
        this.highest = highest;
    }

    void fit(float[] weights, int from, int count, GgufBlock block) {
        int groups = Math.ceilDiv(count, group);
        float[] scales = new float[groups];
        float[] mins = new float[groups];
        for (int g = 0; g < groups; g++) {
            RangeSearch.Line line = range.line(weights, from + g * group, size(count, g));
            boolean above = line.start() > 0;
            // There is no way to say that a group begins above zero.
            scales[g] =
                    above
                            ? fromZero.findUnrounded(weights, from + g * group, size(count, g))
                            : (float) line.slope();
            mins[g] = above ? 0 : (float) -line.start();
        }
        float d = GgufScheme.storedF16(ScaleSearch.largest(scales, 0, groups) / highest);
        float dmin = GgufScheme.storedF16(ScaleSearch.largest(mins, 0, groups) / highest);
        double least = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            Trial trial = new Trial(d, dmin, new int[groups], new int[groups]);
            double error = 0;
            for (int g = 0; g < groups; g++) {
                error += choose(weights, from, count, g, scales[g], mins[g], trial);
            }
            if (!(error < least)) {
                break;
            }
            least = error;
            keep(trial, block);
            float[] next = leastSquares(weights, from, count, block);
            d = GgufScheme.storedF16(Math.max(0, next[0]));
            dmin = GgufScheme.storedF16(Math.max(0, next[1]));
        }
        assign(weights, from, count, block);
    }

    private record Trial(float d, float dmin, int[] scales, int[] mins) {}

    private static void keep(Trial trial, GgufBlock block) {
        block.d = trial.d();
        block.dmin = trial.dmin();
        System.arraycopy(trial.scales(), 0, block.scaleCodes, 0, trial.scales().length);
        System.arraycopy(trial.mins(), 0, block.minCodes, 0, trial.mins().length);
    }

    private int size(int count, int g) {
        return Math.min(group, count - g * group);
    }

    /** Picks the integers of least error for a group; returns that error. */
    private double choose(
            float[] weights, int from, int count, int g, float scale, float min, Trial trial) {
        int nearScale = trial.d() == 0 ? 0 : (int) Math.rint(scale / trial.d());
        int nearMin = trial.dmin() == 0 ? 0 : (int) Math.rint(min / trial.dmin());
        double least = Double.POSITIVE_INFINITY;
        for (int s = nearScale - 1; s <= nearScale + 1; s++) {
            for (int m = nearMin - 1; m <= nearMin + 1; m++) {
                int scaleCode = Math.clamp(s, 0, highest);
                int minCode = Math.clamp(m, 0, highest);
                GroupFit fit = new GroupFit(trial.d() * scaleCode, -trial.dmin() * minCode);
                double error = grid.error(weights, from + g * group, size(count, g), fit);
                if (error < least) {
                    least = error;
                    trial.scales()[g] = scaleCode;
                    trial.mins()[g] = minCode;
                }
            }
        }
        return least;
    }

    private void assign(float[] weights, int from, int count, GgufBlock block) {
        for (int g = 0; g * group < count; g++) {
            block.scales[g] = block.d * block.scaleCodes[g];
            block.mins[g] = block.dmin * block.minCodes[g];
            GroupFit fit = new GroupFit(block.scales[g], -block.mins[g]);
            int start = from + g * group;
            grid.assign(weights, start, size(count, g), fit, block.codes, g * group);
        }
    }

    /** d and dmin of least squares for the codes and integers of the block. */
    private float[] leastSquares(float[] weights, int from, int count, GgufBlock block) {
        assign(weights, from, count, block);
        double aa = 0;
        double ab = 0;
        double bb = 0;
        double wa = 0;
        double wb = 0;
        for (int i = 0; i < count; i++) {
            double a = (double) block.scaleCodes[i / group] * block.codes[i];
            double b = -block.minCodes[i / group];
            aa += a * a;
            ab += a * b;
            bb += b * b;
            wa += weights[from + i] * a;
            wb += weights[from + i] * b;
        }
        double det = aa * bb - ab * ab;
        if (det <= 1e-9 * aa * bb) {
            return new float[] {block.d, block.dmin};
        }
        return new float[] {
            (float) ((wa * bb - wb * ab) / det), (float) ((wb * aa - wa * ab) / det)
        };
    }
}
