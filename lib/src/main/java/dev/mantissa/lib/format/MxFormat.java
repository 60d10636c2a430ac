package dev.mantissa.lib.format;

/**
 * The microscaling blocks of the Open Compute Project: 32 elements share a power of two, 2^(floor
 * log2 of the largest - the element format's largest exponent).
 */
public final class MxFormat extends ScaledFormat {
    private static final int BLOCK = 32;
    private static final int LEAST_SCALE = -127;

    public static final MxFormat FP8 = new MxFormat("mxfp8", F8e4m3.FORMAT);
    public static final MxFormat FP4 = new MxFormat("mxfp4", E2m1.FORMAT);

    private MxFormat(String name, BinaryFormat element) {
        super(name, BLOCK, element);
    }

    @Override
    double scale(float largest) {
        int exponent = Math.getExponent((double) largest) - Math.getExponent(element().maxFinite());
        return Math.scalb(1.0, Math.max(exponent, LEAST_SCALE));
    }

    @Override
    double scaleOfZeros() {
        return Math.scalb(1.0, LEAST_SCALE);
    }

    @Override
    public String definedIn() {
        return "Open Compute Project, Microscaling Formats (MX) Specification";
    }
}
