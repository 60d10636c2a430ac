package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.F32;

/** Single precision, one term after the other. */
public final class F32SeqMode extends FormatMode {
    public F32SeqMode() {
        super(
                "f32seq",
                F32.FORMAT,
                F32.FORMAT,
                Accumulation.F32_SEQUENTIAL,
                "f32 operands; each sum one term after the other");
    }
}
