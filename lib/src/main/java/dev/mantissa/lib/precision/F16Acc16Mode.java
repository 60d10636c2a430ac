package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.F16;

/** Half-precision operands and sums. */
public final class F16Acc16Mode extends FormatMode {
    public F16Acc16Mode() {
        super(
                "f16acc16",
                F16.FORMAT,
                F16.FORMAT,
                Accumulation.F16,
                "operands and sums in f16, eight exact products at a time",
                "16F",
                "F16_F16_F16");
    }
}
