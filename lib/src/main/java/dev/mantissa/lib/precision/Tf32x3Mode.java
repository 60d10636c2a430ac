package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.Tf32;

/** Three TF32 products for nearly an f32 one. */
public final class Tf32x3Mode extends SplitMode {
    public Tf32x3Mode() {
        super(Tf32.FORMAT, 2, 3, "TF32_TF32_F32_X3", "tensorfloat32_3x");
    }
}
