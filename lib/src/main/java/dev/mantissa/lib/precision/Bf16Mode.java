package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.Bf16;

/** bfloat16 operands. */
public final class Bf16Mode extends FormatMode {
    public Bf16Mode() {
        super(
                Bf16.FORMAT,
                Accumulation.F32,
                "operands rounded to 7 mantissa bits, to even; f32 range and sums",
                "bfloat16",
                "32F_FAST_16BF",
                "BF16_BF16_F32");
    }
}
