package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.F8e5m2;

/** 8-bit operands with 2 mantissa bits. */
public final class F8e5m2Mode extends FormatMode {
    public F8e5m2Mode() {
        super(
                F8e5m2.FORMAT,
                Accumulation.F32,
                "operands rounded to 2 mantissa bits, to even; saturate at 57,344; f32 sums",
                "float8_e5m2");
    }
}
