package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.Bf16;

/** Three bfloat16 products. */
public final class Bf16x3Mode extends SplitMode {
    public Bf16x3Mode() {
        super(Bf16.FORMAT, 2, 3, "BF16_BF16_F32_X3", "bfloat16_3x");
    }
}
