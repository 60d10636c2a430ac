package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.F16;

/** Half-precision operands. */
public final class F16Mode extends FormatMode {
    public F16Mode() {
        super(
                F16.FORMAT,
                Accumulation.F32,
                "operands rounded to 10 mantissa bits, to even; beyond 65,504 infinity; f32 sums",
                "float16",
                "half",
                "32F_FAST_16F",
                "O3",
                "F16_F16_F32");
    }
}
