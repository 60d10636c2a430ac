package dev.mantissa.magics.chart;

import java.util.List;

/**
 * One axis: which values it spans and where its ticks are.
 *
 * @param low the value at its start, above zero for a logarithmic one
 * @param high the value at its end, above {@code low}
 */
record Scale(ScaleKind kind, double low, double high, List<Tick> ticks) {
    private static final double PAD = 0.05;

    /**
     * A scale that shows every value it can.
     *
     * @param values what is to be shown; those it cannot show are passed over
     * @param snug whether it ends at the data (an x axis) or at a round value (a y axis)
     * @param mostTicks how many ticks there is room for
     */
    static Scale fit(ScaleKind kind, double[] values, boolean snug, int mostTicks) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double v : values) {
            if (kind.shows(v)) {
                low = Math.min(low, v);
                high = Math.max(high, v);
            }
        }
        if (low > high) {
            return new Scale(kind, 1, 2, Ticks.of(kind, 1, 2, mostTicks));
        }
        return kind == ScaleKind.LINEAR
                ? linear(low, high, snug, mostTicks)
                : logarithmic(kind, low, high, mostTicks);
    }

    private static Scale linear(double dataLow, double dataHigh, boolean snug, int mostTicks) {
        double size = Math.max(Math.abs(dataLow), Math.abs(dataHigh));
        double low = dataLow;
        double high = dataHigh;
        if (high - low <= size * 1e-9) {
            double half = size == 0 ? 0.5 : size * 0.1;
            low -= half;
            high += half;
        }
        if (snug) {
            double pad = (high - low) * PAD / 2;
            low -= pad;
            high += pad;
        } else {
            if (low > 0 && low < 0.6 * high) {
                low = 0;
            }
            double step = Ticks.step(low, high, mostTicks);
            low = Math.floor(low / step + 1e-9) * step;
            high = Math.ceil(high / step - 1e-9) * step;
        }
        return new Scale(
                ScaleKind.LINEAR, low, high, Ticks.of(ScaleKind.LINEAR, low, high, mostTicks));
    }

    private static Scale logarithmic(ScaleKind kind, double dataLow, double dataHigh, int most) {
        double span = Math.max(Math.log(dataHigh / dataLow), Math.log(1.5));
        double pad = Math.exp(span * PAD);
        double low = Math.max(dataLow / pad, Double.MIN_NORMAL);
        double high = Math.min(dataHigh * pad, Double.MAX_VALUE);
        return new Scale(kind, low, high, Ticks.of(kind, low, high, most));
    }

    /** 0 at the start, 1 at the end. */
    double fraction(double value) {
        double start = kind.forward(low);
        return (kind.forward(value) - start) / (kind.forward(high) - start);
    }

    boolean shows(double value) {
        return kind.shows(value);
    }
}
