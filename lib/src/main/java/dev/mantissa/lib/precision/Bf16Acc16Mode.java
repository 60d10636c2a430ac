package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.Bf16;

/** bfloat16 operands and sums. */
public final class Bf16Acc16Mode extends FormatMode {
    public Bf16Acc16Mode() {
        super(
                "bf16acc16",
                Bf16.FORMAT,
                Bf16.FORMAT,
                Accumulation.BF16,
                "operands and sums in bf16, eight exact products at a time",
                "BF16_BF16_BF16");
    }
}
