package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.NvFp4;

/** Blocks of 16 4-bit operands that share an 8-bit scale. */
public final class Nvfp4Mode extends FormatMode {
    public Nvfp4Mode() {
        super(
                NvFp4.FORMAT,
                Accumulation.F32,
                "blocks of 16 operands e2m1 with a shared scale e4m3; f32 sums");
    }
}
