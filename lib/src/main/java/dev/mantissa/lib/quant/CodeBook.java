package dev.mantissa.lib.quant;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Levels that are not evenly spaced, and how to find the nearest of them. */
final class CodeBook implements Levels {
    /** Which of two levels is taken half-way between them. */
    enum Ties {
        /** The lower one, as bitsandbytes does for nf4. */
        DOWN,
        /** The one with an even code, as OCP's Microscaling Formats specification asks. */
        EVEN,
        /** The smaller one, as ggml does for e2m1. */
        TOWARDS_ZERO;

        boolean up(float low, int lowCode, float high) {
            return switch (this) {
                case DOWN -> false;
                case EVEN -> lowCode % 2 != 0;
                case TOWARDS_ZERO -> Math.abs(high) < Math.abs(low);
            };
        }
    }

    /** The values of e2m1 by their codes: sign, two exponent bits, one mantissa bit; -0 is 0. */
    static final CodeBook E2M1 = e2m1(Ties.EVEN);

    static final CodeBook E2M1_GGML = e2m1(Ties.TOWARDS_ZERO);

    private final float[] levels;
    private final float[] sorted;
    private final byte[] codes;

    /** The largest value that is still nearest to each level. */
    private final float[] borders;

    private static CodeBook e2m1(Ties ties) {
        return new CodeBook(
                ties, 0, 0.5f, 1, 1.5f, 2, 3, 4, 6, 0, -0.5f, -1, -1.5f, -2, -3, -4, -6);
    }

    /** The levels of codes 0, 1, 2 …; of equal ones the lower code is used. */
    CodeBook(float... levels) {
        this(Ties.DOWN, levels);
    }

    private CodeBook(Ties ties, float... levels) {
        this.levels = levels;
        int[] order =
                IntStream.range(0, levels.length)
                        .filter(i -> IntStream.range(0, i).noneMatch(j -> levels[j] == levels[i]))
                        .boxed()
                        .sorted(Comparator.comparing(i -> levels[i]))
                        .mapToInt(i -> i)
                        .toArray();
        sorted = new float[order.length];
        codes = new byte[order.length];
        borders = new float[order.length - 1];
        for (int i = 0; i < order.length; i++) {
            sorted[i] = levels[order[i]];
            codes[i] = (byte) order[i];
            if (i > 0) {
                float half = (sorted[i - 1] + sorted[i]) / 2;
                boolean up = ties.up(sorted[i - 1], codes[i - 1], sorted[i]);
                borders[i - 1] = up ? Math.nextDown(half) : half;
            }
        }
    }

    @Override
    public float level(int code) {
        return levels[code];
    }

    @Override
    public float least() {
        return sorted[0];
    }

    @Override
    public float most() {
        return sorted[sorted.length - 1];
    }

    float largest() {
        return Math.max(sorted[sorted.length - 1], -sorted[0]);
    }

    /** Ascending, each once. */
    double[] ascending() {
        double[] all = new double[sorted.length];
        Arrays.setAll(all, i -> sorted[i]);
        return all;
    }

    /** How many borders lie below, by bisection. */
    private int place(float value) {
        int place = 0;
        for (int half = Integer.highestOneBit(borders.length); half > 0; half /= 2) {
            int next = place + half;
            if (next <= borders.length && value > borders[next - 1]) {
                place = next;
            }
        }
        return place;
    }

    int nearest(float value) {
        return codes[place(value)];
    }

    @Override
    public void assign(float[] weights, int from, int count, float scale, byte[] to, int at) {
        float inverse = scale == 0 ? 0 : 1 / scale;
        for (int i = 0; i < count; i++) {
            to[at + i] = (byte) nearest(weights[from + i] * inverse);
        }
    }

    @Override
    public double error(float[] weights, int from, int count, float scale) {
        float inverse = scale == 0 ? 0 : 1 / scale;
        double error = 0;
        for (int i = from; i < from + count; i++) {
            double difference = weights[i] - sorted[place(weights[i] * inverse)] * scale;
            error += difference * difference;
        }
        return error;
    }

    /**
     * The scale of least squared error among those of least squares for the codes that trial scales
     * give.
     *
     * @param factors of the scale at which the largest weight takes the largest level
     */
    float search(float[] weights, int from, int count, float[] factors, boolean bothSigns) {
        float fit = ScaleSearch.largest(weights, from, count) / largest();
        float best = fit;
        double most = 0;
        for (int i = 0; fit > 0 && i < factors.length * (bothSigns ? 2 : 1); i++) {
            float trial = fit * factors[i % factors.length] * (i < factors.length ? 1 : -1);
            float inverse = 1 / trial;
            double along = 0;
            double square = 0;
            for (int j = from; j < from + count; j++) {
                float level = sorted[place(weights[j] * inverse)];
                along += weights[j] * level;
                square += level * level;
            }
            if (square > 0 && along * along / square > most) {
                most = along * along / square;
                best = (float) (along / square);
            }
        }
        return best;
    }
}
