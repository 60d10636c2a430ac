package dev.mantissa.lib.format;

/**
 * One sign and, where {@link #TERNARY}, zero: the levels of a vector are -s, (0) and s. Both take
 * for s the mean magnitude; ternary values below s / 2 become 0.
 */
public final class SignFormat extends BlockFormat {
    public static final SignFormat BINARY = new SignFormat("int1", 0);
    public static final SignFormat TERNARY = new SignFormat("ternary", 0.5);

    private final double threshold;

    private SignFormat(String name, double threshold) {
        super(name, 0);
        this.threshold = threshold;
    }

    @Override
    public int exponentBits() {
        return 0;
    }

    @Override
    public int mantissaBits() {
        return 0;
    }

    @Override
    void roundBlock(float[] values, int from, int count, float largest) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += Math.abs(values[i]);
        }
        float scale = (float) (sum / count);
        for (int i = from; i < from + count; i++) {
            boolean zero = Math.abs(values[i]) < threshold * scale;
            values[i] = zero ? 0 : Math.copySign(scale, values[i]);
        }
    }
}
