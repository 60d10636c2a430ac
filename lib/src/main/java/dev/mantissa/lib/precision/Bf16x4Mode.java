package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.Bf16;

/** Four bfloat16 products: all of two parts. */
public final class Bf16x4Mode extends SplitMode {
    public Bf16x4Mode() {
        super(Bf16.FORMAT, 2, 4);
    }
}
