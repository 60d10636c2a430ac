package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.F64;

/** Sums in f64, each rounded once when it is stored. */
public final class F64Mode extends FormatMode {
    public F64Mode() {
        super(
                F64.FORMAT,
                Accumulation.F64,
                "sums in f64, rounded once when stored",
                "float64",
                "double",
                "64F",
                "F64_F64_F64");
    }
}
