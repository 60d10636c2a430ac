package dev.mantissa.lib.tensorcore;

/**
 * How a tensor core adds: in one step, {@code terms} products and the sum so far. All of them are
 * aligned to the largest exponent, cut below its {@code fractionBits}-th fraction bit, and added
 * exactly; the result is rounded to {@code output}.
 *
 * <p>Exponents are those of the operands: that of a product is the sum of two, though its
 * significand may reach 4, and zero counts as 2^-126.
 *
 * @param terms products per step along k; at most 32
 * @param fractionBits 13 to 25
 */
public record BlockSum(int terms, int fractionBits, SumFormat output) {
    public BlockSum {
        if (terms < 4 || terms > 32 || terms % 4 != 0 || fractionBits < 13 || fractionBits > 25) {
            throw new IllegalArgumentException(
                    "block sum: %d terms with %d fraction bits given; terms are a multiple of 4 up to 32, fraction bits 13 to 25"
                            .formatted(terms, fractionBits));
        }
    }

    BlockSum(int terms, int fractionBits) {
        this(terms, fractionBits, SumFormat.F32);
    }

    /** The same adder, as an instruction that accumulates in f16 uses it. */
    public BlockSum withHalfOutput() {
        return new BlockSum(terms, fractionBits, SumFormat.F16);
    }
}
