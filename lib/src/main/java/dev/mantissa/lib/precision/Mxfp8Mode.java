package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.MxFormat;

/** Blocks of 32 8-bit operands that share a power of two. */
public final class Mxfp8Mode extends FormatMode {
    public Mxfp8Mode() {
        super(
                MxFormat.FP8,
                Accumulation.F32,
                "blocks of 32 operands e4m3 with a shared power of two; f32 sums");
    }
}
