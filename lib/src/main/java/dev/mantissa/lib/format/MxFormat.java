package dev.mantissa.lib.format;

/**
 * The microscaling blocks of the Open Compute Project: 32 elements share a power of two, 2^(floor
 * log2 of the largest - the element format's largest exponent).
 */
public final class MxFormat extends BlockFormat {
    private static final int BLOCK = 32;
    private static final int LEAST_SCALE = -127;

    public static final MxFormat FP8 = new MxFormat("mxfp8", F8e4m3.FORMAT);
    public static final MxFormat FP4 = new MxFormat("mxfp4", E2m1.FORMAT);

    private final BinaryFormat element;

    private MxFormat(String name, BinaryFormat element) {
        super(name, BLOCK);
        this.element = element;
    }

    @Override
    public int exponentBits() {
        return element.exponentBits();
    }

    @Override
    public int mantissaBits() {
        return element.mantissaBits();
    }

    @Override
    void roundBlock(float[] values, int from, int count, float largest) {
        int exponent = exponent(largest) - Math.getExponent(element.maxFinite());
        int scale = Math.max(exponent, LEAST_SCALE);
        for (int i = from; i < from + count; i++) {
            // In f64: a scale below the smallest normal f32 is none there.
            double scaled = Math.scalb((double) values[i], -scale);
            values[i] = (float) Math.scalb((double) element.round(scaled), scale);
        }
    }

    private static int exponent(float value) {
        return Math.getExponent((double) value);
    }

    @Override
    public String definedIn() {
        return "Open Compute Project, Microscaling Formats (MX) Specification";
    }
}
