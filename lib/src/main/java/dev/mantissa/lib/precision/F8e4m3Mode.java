package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.F8e4m3;

/** 8-bit operands with 3 mantissa bits. */
public final class F8e4m3Mode extends FormatMode {
    public F8e4m3Mode() {
        super(
                F8e4m3.FORMAT,
                Accumulation.F32,
                "operands rounded to 3 mantissa bits, to even; saturate at 448; f32 sums",
                "float8_e4m3fn",
                "F8E4M3FN",
                "e4m3fn",
                "ANY_F8_ANY_F8_F32",
                "ANY_F8_ANY_F8_F32_FAST_ACCUM",
                "ANY_F8_ANY_F8_ANY",
                "ANY_F8_ANY_F8_ANY_FAST_ACCUM");
    }
}
