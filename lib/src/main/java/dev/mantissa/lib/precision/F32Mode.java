package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.F32;

/** Single precision throughout. */
public final class F32Mode extends FormatMode {
    public F32Mode() {
        super(
                F32.FORMAT,
                Accumulation.F32,
                "f32 operands and sums",
                "float32",
                "float",
                "single",
                "32F",
                "32F_PEDANTIC",
                "O0",
                "F32_F32_F32");
    }

    @Override
    public boolean passesThrough() {
        return true;
    }
}
