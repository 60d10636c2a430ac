package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.BinaryFormat;

/** Operands of any format eXmY of the IEEE kind. */
public final class EXmYMode extends FormatMode {
    /**
     * @param exponentBits 2 to 8
     * @param mantissaBits 1 to 22
     * @throws dev.mantissa.lib.UsageException if there is no such format
     */
    public EXmYMode(int exponentBits, int mantissaBits) {
        super(
                BinaryFormat.of(exponentBits, mantissaBits),
                Accumulation.F32,
                "operands rounded to %d exponent and %d mantissa bits, to even; f32 sums"
                        .formatted(exponentBits, mantissaBits));
    }
}
