package dev.mantissa.lib.format;

/**
 * The 8-bit format of the Open Compute Project with 2 mantissa bits: largest finite value 57,344,
 * subnormals down to 2^-16. {@link #FORMAT} saturates, as conversions on GPUs do by default; {@link
 * #UNSATURATED} gives infinity, as the format itself has it.
 */
public final class F8e5m2 extends BinaryFormat {
    private static final float MAX = 57_344;

    public static final F8e5m2 FORMAT = new F8e5m2("f8e5m2", MAX);
    public static final F8e5m2 UNSATURATED =
            new F8e5m2("f8e5m2-unsaturated", Float.POSITIVE_INFINITY);

    private F8e5m2(String name, float beyond) {
        super(name, 5, 2, Rounding.NEAREST_EVEN, MAX, beyond);
    }

    @Override
    public String definedIn() {
        return "Open Compute Project, 8-bit Floating Point Specification (OFP8)";
    }
}
