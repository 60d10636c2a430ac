package dev.mantissa.lib.format;

/** bfloat16: f32's range with 7 mantissa bits, to nearest even. */
public final class Bf16 extends BinaryFormat {
    public static final Bf16 FORMAT = new Bf16();

    private Bf16() {
        super("bf16", 8, 7, Rounding.NEAREST_EVEN);
    }

    @Override
    public String definedIn() {
        return "Intel, BFLOAT16 Hardware Numerics Definition, 2018";
    }
}
