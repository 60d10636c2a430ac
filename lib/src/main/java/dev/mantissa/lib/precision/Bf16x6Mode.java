package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.Bf16;

/** Six bfloat16 products: what f32 holds, without the smallest. */
public final class Bf16x6Mode extends SplitMode {
    public Bf16x6Mode() {
        super(Bf16.FORMAT, 3, 6, "BF16_BF16_F32_X6", "bfloat16_6x");
    }
}
