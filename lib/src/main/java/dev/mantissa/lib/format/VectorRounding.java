package dev.mantissa.lib.format;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rounds many values at once; the same results as {@link BinaryFormat#round(float)}, bit for bit.
 */
final class VectorRounding {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int SIGN = 0x8000_0000;
    private static final int INFINITY = 0x7f80_0000;
    private static final int QUIET = 0x0040_0000;

    private VectorRounding() {}

    static void round(BinaryFormat format, MemorySegment from, MemorySegment to, long count) {
        long bound = INTS.loopBound(count);
        if (!format.hasFullRange()) {
            narrow(format, from, to, bound);
        } else {
            switch (format.rounding()) {
                case NEAREST_EVEN -> even(format, from, to, bound);
                case NEAREST_AWAY -> plus(format, format.half, from, to, bound);
                case TOWARD_ZERO -> plus(format, 0, from, to, bound);
            }
        }
        for (long i = bound; i < count; i++) {
            float value = from.getAtIndex(JAVA_FLOAT_UNALIGNED, i);
            to.setAtIndex(JAVA_FLOAT_UNALIGNED, i, format.round(value));
        }
    }

    private static void even(BinaryFormat format, MemorySegment from, MemorySegment to, long n) {
        for (long i = 0; i < n; i += INTS.length()) {
            IntVector bits = IntVector.fromMemorySegment(INTS, from, i * Integer.BYTES, ORDER);
            finish(format, bits, toEven(format, bits)).intoMemorySegment(to, i * 4, ORDER);
        }
    }

    /** Ties away from zero or truncation: one addition, one mask. */
    private static void plus(
            BinaryFormat format, int increment, MemorySegment from, MemorySegment to, long n) {
        for (long i = 0; i < n; i += INTS.length()) {
            IntVector bits = IntVector.fromMemorySegment(INTS, from, i * Integer.BYTES, ORDER);
            IntVector rounded = bits.add(increment).and(format.keepMask);
            finish(format, bits, rounded).intoMemorySegment(to, i * Integer.BYTES, ORDER);
        }
    }

    /** Formats with fewer exponents than f32: subnormals and overflow of their own. */
    private static void narrow(BinaryFormat format, MemorySegment from, MemorySegment to, long n) {
        for (long i = 0; i < n; i += INTS.length()) {
            IntVector bits = IntVector.fromMemorySegment(INTS, from, i * Integer.BYTES, ORDER);
            IntVector magnitude = bits.and(~SIGN);
            FloatVector aligned = magnitude.reinterpretAsFloats();
            aligned = aligned.add(format.subnormalAligner).sub(format.subnormalAligner);
            IntVector rounded = toEven(format, magnitude);
            VectorMask<Integer> small = magnitude.compare(VectorOperators.LT, format.minNormalBits);
            rounded = rounded.blend(aligned.reinterpretAsInts(), small);
            VectorMask<Integer> large = rounded.compare(VectorOperators.GT, format.maxFiniteBits);
            rounded = rounded.blend(INFINITY, large).or(bits.and(SIGN));
            finish(format, bits, rounded).intoMemorySegment(to, i * Integer.BYTES, ORDER);
        }
    }

    private static IntVector toEven(BinaryFormat format, IntVector bits) {
        IntVector odd = bits.lanewise(VectorOperators.LSHR, format.dropped).and(1);
        return bits.add(odd).add(format.half - 1).and(format.keepMask);
    }

    private static IntVector finish(BinaryFormat format, IntVector bits, IntVector rounded) {
        VectorMask<Integer> nan = bits.and(~SIGN).compare(VectorOperators.GT, INFINITY);
        return rounded.blend(bits.or(QUIET).and(format.keepMask), nan);
    }
}
