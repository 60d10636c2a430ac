package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.F32;
import dev.mantissa.lib.format.SignFormat;

/** Weights -s, 0 and s. */
public final class TernaryMode extends FormatMode {
    public TernaryMode() {
        super(
                "ternary",
                F32.FORMAT,
                SignFormat.TERNARY,
                Accumulation.F32,
                "weights (the right operand) -s, 0 or s, a scale for each column; f32 sums");
    }
}
