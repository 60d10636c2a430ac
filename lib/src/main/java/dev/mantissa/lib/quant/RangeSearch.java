package dev.mantissa.lib.quant;

/**
 * Finds scale and zero point with the least squared error for one group. Tries ranges around that
 * from the least to the largest weight, each end moved in and out by parts of a step; each is
 * replaced by the scale and zero point of least squares for the codes it gives, and the best of
 * them by that of its own codes until nothing is gained.
 */
final class RangeSearch {
    /** How far each end moves, in steps between levels. */
    private static final float[] MOVES = {-0.5f, -0.25f, 0, 0.25f, 0.5f};

    private static final int REFINEMENTS = 4;

    private final UniformGrid grid;
    private final int last;

    RangeSearch(UniformGrid grid) {
        this.grid = grid;
        this.last = grid.highest() - grid.lowest();
    }

    /** Scale and zero point, as f16, at which the ends of the range take the ends of the grid. */
    static GroupFit whole(UniformGrid grid, float[] weights, int from, int count) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            least = Math.min(least, weights[i]);
            most = Math.max(most, weights[i]);
        }
        float scale = (most - least) / (grid.level(grid.highest()) - grid.level(grid.lowest()));
        return fit(grid, scale, least);
    }

    /** Scale and zero point, as f16. */
    GroupFit find(float[] weights, int from, int count) {
        Line line = line(weights, from, count);
        return fit(grid, (float) (line.slope() / grid.step()), (float) line.start());
    }

    /** As {@link #find}, for codes 0 to {@code last}: weight = slope · code + start. */
    Line line(float[] weights, int from, int count) {
        Group group = Group.of(weights, from, count);
        float step = (group.most() - group.least()) / last;
        if (step == 0) {
            return new Line(0, group.least(), 0);
        }
        Line best = new Line(step, group.least(), Double.POSITIVE_INFINITY);
        for (float low : MOVES) {
            for (float high : MOVES) {
                float start = group.least() + low * step;
                float slope = (group.most() - high * step - start) / last;
                best = slope > 0 ? better(best, group.fit(slope, start, last)) : best;
            }
        }
        for (int i = 0; i < REFINEMENTS; i++) {
            Line next = group.fit((float) best.slope(), (float) best.start(), last);
            if (!(next.error() < best.error())) {
                break;
            }
            best = next;
        }
        return best;
    }

    private static Line better(Line a, Line b) {
        return b.error() < a.error() ? b : a;
    }

    private static GroupFit fit(UniformGrid grid, float scale, float start) {
        float stored = ScaleType.F16.nearest(scale);
        float most = ScaleType.F16.largest();
        float zero = Math.clamp(start - grid.level(grid.lowest()) * stored, -most, most);
        return new GroupFit(stored, Float.float16ToFloat(Float.floatToFloat16(zero)));
    }

    /**
     * weight = slope · code + start.
     *
     * @param error squared, of the whole group
     */
    record Line(double slope, double start, double error) {}

    /** A group and its sums. */
    private record Group(
            float[] weights,
            int from,
            int count,
            float least,
            float most,
            double sum,
            double square) {

        static Group of(float[] weights, int from, int count) {
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            double sum = 0;
            double square = 0;
            for (int i = from; i < from + count; i++) {
                float weight = weights[i];
                least = Math.min(least, weight);
                most = Math.max(most, weight);
                sum += weight;
                square += (double) weight * weight;
            }
            return new Group(weights, from, count, least, most, sum, square);
        }

        /** The line of least squares for the codes that another one gives. */
        Line fit(float slope, float start, int last) {
            float inverse = 1 / slope;
            float shift = 0.5f - start * inverse;
            double codes = 0;
            double squares = 0;
            double along = 0;
            for (int run = from; run < from + count; run += 256) {
                float runCodes = 0;
                float runSquares = 0;
                float runAlong = 0;
                for (int i = run; i < Math.min(run + 256, from + count); i++) {
                    float place = weights[i] * inverse + shift;
                    float code = (int) (place < 0 ? 0 : place > last ? last : place);
                    runCodes += code;
                    runSquares += code * code;
                    runAlong += weights[i] * code;
                }
                codes += runCodes;
                squares += runSquares;
                along += runAlong;
            }
            double spread = squares - codes * codes / count;
            if (spread <= 0) {
                return new Line(slope, start, Double.POSITIVE_INFINITY);
            }
            double shared = along - sum * codes / count;
            double best = shared / spread;
            double error = square - sum * sum / count - shared * best;
            return best > 0
                    ? new Line(best, (sum - best * codes) / count, error)
                    : new Line(slope, start, Double.POSITIVE_INFINITY);
        }
    }
}
