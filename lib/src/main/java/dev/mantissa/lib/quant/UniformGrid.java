package dev.mantissa.lib.quant;

/**
 * Evenly spaced levels: code · step - offset.
 *
 * @param lowest smallest code that is used
 * @param highest largest code
 */
record UniformGrid(int lowest, int highest, float step, float offset) implements Levels {
    @Override
    public float level(int code) {
        return code * step - offset;
    }

    @Override
    public float least() {
        return level(lowest);
    }

    @Override
    public float most() {
        return level(highest);
    }

    /** The level that the largest weight takes where scales are chosen by it. */
    float top() {
        return level(highest);
    }

    /** The code whose level is nearest to {@code value} = weight / scale. */
    int nearest(float value) {
        float steps = step == 1 ? value + offset : (value + offset) / step;
        float place = steps + 0.5f - lowest;
        return place <= 0 ? lowest : (int) Math.min(place, highest - lowest + 0.5f) + lowest;
    }

    /** Puts the nearest codes into {@code codes} from index {@code at}. */
    void assign(float[] weights, int from, int count, GroupFit fit, byte[] codes, int at) {
        float inverse = fit.scale() == 0 ? 0 : 1 / fit.scale();
        for (int i = 0; i < count; i++) {
            codes[at + i] = (byte) nearest((weights[from + i] - fit.zero()) * inverse);
        }
    }

    @Override
    public void assign(float[] weights, int from, int count, float scale, byte[] codes, int at) {
        assign(weights, from, count, new GroupFit(scale), codes, at);
    }

    @Override
    public double error(float[] weights, int from, int count, float scale) {
        return error(weights, from, count, new GroupFit(scale));
    }

    /** Squared error with that scale and zero point. */
    double error(float[] weights, int from, int count, GroupFit fit) {
        float inverse = fit.scale() == 0 ? 0 : 1 / fit.scale();
        double error = 0;
        for (int i = from; i < from + count; i++) {
            float shifted = weights[i] - fit.zero();
            double difference = shifted - level(nearest(shifted * inverse)) * fit.scale();
            error += difference * difference;
        }
        return error;
    }

    /** Every level, ascending. */
    double[] levels() {
        double[] levels = new double[highest - lowest + 1];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = level(lowest + i);
        }
        return levels;
    }
}
