package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.Bf16;

/** Nine bfloat16 products: everything that f32 holds. */
public final class Bf16x9Mode extends SplitMode {
    public Bf16x9Mode() {
        super(Bf16.FORMAT, 3, 9, "BF16_BF16_F32_X9", "32F_EMULATED_16BFX9");
    }
}
