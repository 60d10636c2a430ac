package dev.mantissa.lib.format;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Rounding#STOCHASTIC} of many values at once: random bits are added, then cut off. */
final class ChanceRounding {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int SIGN = 0x8000_0000;
    private static final int INFINITY = 0x7f80_0000;
    private static final int QUIET = 0x0040_0000;

    private ChanceRounding() {}

    /** One loop that calls nothing but the Vector API, as in {@link VectorRounding}. */
    static void round(BinaryFormat format, float[] values, int from, int to, int place) {
        RandomBits random = Objects.requireNonNull(format.random);
        int keep = format.keepMask;
        int shift = Integer.SIZE - format.dropped;
        // Where exponents reach as far as f32's, its subnormals have fewer bits of their own
        // accord.
        int minNormal = format.hasFullRange() ? 0 : format.minNormalBits;
        int maxFinite = format.maxFiniteBits;
        int overflow = format.overflowBits;
        float aligner = format.subnormalAligner;
        float step = format.subnormalStep;
        float unit = step * BinaryFormat.CHANCE_UNIT;
        IntVector lanes = IntVector.zero(INTS).addIndex(1).add(random.before);
        for (int i = from; i < to; i += FLOATS.length()) {
            IntVector chance = lanes.add(place + i - from);
            chance = chance.lanewise(XOR, chance.lanewise(LSHR, 16));
            chance = chance.mul(RandomBits.FIRST_FACTOR);
            chance = chance.lanewise(XOR, chance.lanewise(LSHR, 13));
            chance = chance.mul(RandomBits.SECOND_FACTOR);
            chance = chance.lanewise(XOR, chance.lanewise(LSHR, 16));
            chance = chance.lanewise(XOR, random.between);
            chance = chance.lanewise(XOR, chance.lanewise(LSHR, 16));
            chance = chance.mul(RandomBits.FIRST_FACTOR);
            chance = chance.lanewise(XOR, chance.lanewise(LSHR, 13));
            chance = chance.mul(RandomBits.SECOND_FACTOR);
            chance = chance.lanewise(XOR, chance.lanewise(LSHR, 16));
            IntVector bits = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
            IntVector magnitude = bits.and(~SIGN);
            FloatVector exact = magnitude.reinterpretAsFloats();
            FloatVector below = exact.add(aligner).sub(aligner);
            below = below.sub(step, below.compare(VectorOperators.GT, exact));
            IntVector drawn = chance.lanewise(LSHR, BinaryFormat.CHANCE_SHIFT);
            FloatVector threshold = ((FloatVector) drawn.convert(VectorOperators.I2F, 0)).mul(unit);
            below = below.add(step, exact.sub(below).compare(VectorOperators.GT, threshold));
            IntVector rounded = magnitude.add(chance.lanewise(LSHR, shift)).and(keep);
            VectorMask<Integer> small = magnitude.compare(VectorOperators.LT, minNormal);
            rounded = rounded.blend(below.reinterpretAsInts(), small);
            VectorMask<Integer> large = rounded.compare(VectorOperators.GT, maxFinite);
            rounded = rounded.blend(overflow, large).or(bits.and(SIGN));
            VectorMask<Integer> nan = magnitude.compare(VectorOperators.GT, INFINITY);
            rounded = rounded.blend(bits.or(QUIET).and(keep), nan);
            rounded.reinterpretAsFloats().intoArray(values, i);
        }
    }
}
