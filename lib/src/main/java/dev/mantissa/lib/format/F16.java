package dev.mantissa.lib.format;

/**
 * IEEE 754 binary16, to nearest even: subnormals down to 2^-24, largest finite value 65,504, and
 * infinity from 65,520 on.
 */
public final class F16 extends BinaryFormat {
    public static final F16 FORMAT = new F16();

    private F16() {
        super("f16", 5, 10, Rounding.NEAREST_EVEN);
    }

    @Override
    public String definedIn() {
        return "IEEE 754-2019";
    }
}
