package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.IntFormat;

/** 8-bit integers with a scale for each row of the left and column of the right operand. */
public final class Int8Mode extends FormatMode {
    public Int8Mode() {
        super(
                new IntFormat(8, 0),
                Accumulation.F32,
                "both operands as 8-bit integers, a scale for each row or column; f32 sums",
                "w8a8",
                "I8_I8_I32");
    }
}
