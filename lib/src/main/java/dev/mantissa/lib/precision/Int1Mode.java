package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.F32;
import dev.mantissa.lib.format.SignFormat;

/** Weights -s and s. */
public final class Int1Mode extends FormatMode {
    public Int1Mode() {
        super(
                "int1",
                F32.FORMAT,
                SignFormat.BINARY,
                Accumulation.F32,
                "weights (the right operand) -s or s, a scale for each column; f32 sums",
                "binary");
    }
}
