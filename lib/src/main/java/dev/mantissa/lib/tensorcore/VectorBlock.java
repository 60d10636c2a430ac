package dev.mantissa.lib.tensorcore;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A block in f32 and 32-bit integers. A product of two operands is exact in f32, and stays so when
 * scaled by the power of two that makes the last kept bit the unit; conversion to an integer then
 * cuts what is below, toward zero, as the adder does.
 *
 * <p>That holds while the largest exponent is in [{@value #LOWEST}, {@value #HIGHEST}]: products
 * that count are normal, nothing overflows, and no result is subnormal. Each method is one loop
 * that calls nothing but the Vector API: a call that is not inlined would put vectors on the heap.
 */
final class VectorBlock {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    static final int LANES = FLOATS.length();

    static final int LOWEST = -100;
    static final int HIGHEST = 120;

    private static final int BIAS = 127;
    private static final int FRACTION = 23;
    private static final int SIGN = 0x8000_0000;

    private VectorBlock() {}

    /** Finds tops and totals, and faults where a total is not what it should be. */
    static void total(
            BlockSum sum, Tile tile, Packed a, int row, int stride, Packed b, int column) {
        int scaleField = sum.fractionBits() + BIAS;
        int lowest = sum.output().minExponent();
        int terms = sum.terms();
        float[] av = a.values();
        int[] ae = a.exponents();
        float[] bv = b.values();
        int[] be = b.exponents();
        for (int r = 0; r < tile.rows; r++) {
            int at = row + r * stride;
            int to = r * LANES;
            FloatVector c = FloatVector.fromArray(FLOATS, tile.before, to);
            IntVector bits = c.reinterpretAsInts().and(~SIGN);
            IntVector top = bits.lanewise(VectorOperators.LSHR, FRACTION).sub(BIAS).max(lowest);
            top = top.blend(Exponents.ZERO, bits.eq(0));
            for (int i = 0; i < terms; i++) {
                IntVector right = IntVector.fromArray(INTS, be, column + i * LANES);
                top = top.max(right.add(ae[at + i]));
            }
            IntVector field = top.neg().add(scaleField);
            FloatVector scale =
                    field.lanewise(VectorOperators.LSHL, FRACTION).reinterpretAsFloats();
            IntVector total = (IntVector) c.mul(scale).convert(VectorOperators.F2I, 0);
            IntVector fault = top.sub(LOWEST).or(top.neg().add(HIGHEST));
            for (int i = 0; i < terms; i += 4) {
                int k = column + i * LANES;
                FloatVector p0 = FloatVector.fromArray(FLOATS, bv, k).mul(av[at + i]);
                FloatVector p1 = FloatVector.fromArray(FLOATS, bv, k + LANES).mul(av[at + i + 1]);
                FloatVector p2 =
                        FloatVector.fromArray(FLOATS, bv, k + 2 * LANES).mul(av[at + i + 2]);
                FloatVector p3 =
                        FloatVector.fromArray(FLOATS, bv, k + 3 * LANES).mul(av[at + i + 3]);
                IntVector t0 = (IntVector) p0.mul(scale).convert(VectorOperators.F2I, 0);
                IntVector t1 = (IntVector) p1.mul(scale).convert(VectorOperators.F2I, 0);
                IntVector t2 = (IntVector) p2.mul(scale).convert(VectorOperators.F2I, 0);
                IntVector t3 = (IntVector) p3.mul(scale).convert(VectorOperators.F2I, 0);
                // Four terms stay below 2^29, so only adding them to the rest can overflow.
                IntVector four = t0.add(t1).add(t2.add(t3));
                IntVector next = total.add(four);
                fault =
                        fault.or(
                                total.lanewise(VectorOperators.XOR, next)
                                        .and(four.lanewise(VectorOperators.XOR, next)));
                total = next;
            }
            total.intoArray(tile.totals, to);
            top.intoArray(tile.tops, to);
            fault.intoArray(tile.faults, to);
        }
    }

    /**
     * Truncates totals to the format that comes out. For f16 it leaves 24 bits, the last of them
     * set if any that is cut was: enough to round it once more, to the nearest f16.
     *
     * @return whether there are faults
     */
    static boolean round(BlockSum sum, Tile tile) {
        boolean half = sum.output() == SumFormat.F16;
        int width = half ? SumFormat.F32.significandBits() : sum.output().significandBits();
        int sticky = half ? -1 : 0;
        int scaleField = BIAS - sum.fractionBits();
        float[] after = tile.after;
        IntVector any = IntVector.zero(INTS);
        for (int i = 0; i < tile.rows * LANES; i += LANES) {
            IntVector total = IntVector.fromArray(INTS, tile.totals, i);
            IntVector magnitude = total.abs();
            // Ones from the lowest bit up to as many as there are too many bits; at most 7 are.
            IntVector excess = magnitude.lanewise(VectorOperators.LSHR, width);
            excess = excess.or(excess.lanewise(VectorOperators.LSHR, 1));
            excess = excess.or(excess.lanewise(VectorOperators.LSHR, 2));
            excess = excess.or(excess.lanewise(VectorOperators.LSHR, 4));
            IntVector cut = magnitude.and(excess);
            IntVector lost = cut.neg().lanewise(VectorOperators.ASHR, 31).and(sticky);
            IntVector kept = magnitude.sub(cut).or(excess.add(1).and(lost));
            IntVector field = IntVector.fromArray(INTS, tile.tops, i).add(scaleField);
            FloatVector scale =
                    field.lanewise(VectorOperators.LSHL, FRACTION).reinterpretAsFloats();
            FloatVector value = (FloatVector) kept.convert(VectorOperators.I2F, 0);
            IntVector bits = value.mul(scale).reinterpretAsInts().or(total.and(SIGN));
            bits.reinterpretAsFloats().intoArray(after, i);
            IntVector fault = IntVector.fromArray(INTS, tile.faults, i).or(magnitude);
            fault.intoArray(tile.faults, i);
            any = any.or(fault);
        }
        return any.reduceLanes(VectorOperators.OR) < 0;
    }
}
