package dev.mantissa.lib.precision;

/** In what the sums of a product are kept. */
public enum Accumulation {
    /** f32, several partial sums, any order. */
    F32,
    /** f64: the oracle. */
    F64
}
