package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.Tf32;

/** What tensor cores do with f32 operands that are rounded to 10 mantissa bits. */
public final class Tf32Mode extends FormatMode {
    public Tf32Mode() {
        super(
                Tf32.FORMAT,
                Accumulation.F32,
                "operands rounded to 10 mantissa bits, ties away; f32 range and sums",
                "tensorfloat32",
                "32F_FAST_TF32",
                "TF32_TF32_F32");
    }
}
