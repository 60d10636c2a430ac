package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.MxFormat;

/** Blocks of 32 4-bit operands that share a power of two. */
public final class Mxfp4Mode extends FormatMode {
    public Mxfp4Mode() {
        super(
                MxFormat.FP4,
                Accumulation.F32,
                "blocks of 32 operands e2m1 with a shared power of two; f32 sums");
    }
}
