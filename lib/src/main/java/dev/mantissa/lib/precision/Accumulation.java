package dev.mantissa.lib.precision;

import java.util.Locale;

/** In what the sums of a product are kept. */
public enum Accumulation {
    /** f32, several partial sums, any order. */
    F32,
    /** f32, one term after the other, each product and each sum rounded. */
    F32_SEQUENTIAL,
    /** f64: the oracle. */
    F64,
    /** f16, as tensor cores with 16-bit accumulators: eight exact products, then one rounding. */
    F16,
    /** bf16, eight exact products at a time. */
    BF16;

    /** "f32", "f32 in order". */
    @Override
    public String toString() {
        return this == F32_SEQUENTIAL ? "f32 in order" : name().toLowerCase(Locale.ROOT);
    }
}
