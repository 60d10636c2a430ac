package dev.mantissa.lib.format;

/**
 * The 8-bit format of the Open Compute Project with 3 mantissa bits: no infinity, largest value
 * 448, subnormals down to 2^-9. {@link #FORMAT} saturates, as conversions on GPUs do by default;
 * {@link #UNSATURATED} gives NaN beyond 448, as the format itself has it.
 */
public final class F8e4m3 extends BinaryFormat {
    private static final float MAX = 448;

    public static final F8e4m3 FORMAT = new F8e4m3("f8e4m3", MAX);
    public static final F8e4m3 UNSATURATED = new F8e4m3("f8e4m3-unsaturated", Float.NaN);

    private F8e4m3(String name, float beyond) {
        super(name, 4, 3, Rounding.NEAREST_EVEN, MAX, beyond);
    }

    @Override
    public String definedIn() {
        return "Open Compute Project, 8-bit Floating Point Specification (OFP8)";
    }
}
