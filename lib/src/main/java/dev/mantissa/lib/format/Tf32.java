package dev.mantissa.lib.format;

/**
 * NVIDIA's TF32: f32's range with 10 mantissa bits. {@link #FORMAT} rounds to nearest, ties away
 * from zero (PTX {@code cvt.rna.tf32.f32}); {@link #TRUNCATED} drops the low 13 bits, as the mma
 * instruction does with operands that nobody rounded.
 */
public final class Tf32 extends BinaryFormat {
    public static final Tf32 FORMAT = new Tf32();
    public static final BinaryFormat TRUNCATED = FORMAT.with(Rounding.TOWARD_ZERO);

    private Tf32() {
        super("tf32", 8, 10, Rounding.NEAREST_AWAY);
    }

    @Override
    public String definedIn() {
        return "NVIDIA, PTX ISA: cvt.rna.tf32.f32";
    }
}
