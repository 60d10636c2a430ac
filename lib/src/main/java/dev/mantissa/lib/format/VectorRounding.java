package dev.mantissa.lib.format;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rounds many values at once; the same results as {@link BinaryFormat#round(float)}, bit for bit.
 */
final class VectorRounding {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int CHUNK = 2048;
    private static final int SIGN = 0x8000_0000;
    private static final int INFINITY = 0x7f80_0000;
    private static final int QUIET = 0x0040_0000;

    private VectorRounding() {}

    /**
     * Through arrays, whose vector code is several times as fast as that of memory segments: that
     * of the target where it has one, else a small one that stays in the nearest cache.
     */
    static void round(BinaryFormat format, MemorySegment from, MemorySegment to, long count) {
        if (to.heapBase().orElse(null) instanceof float[] array && to.address() % 4 == 0) {
            MemorySegment.copy(from, 0, to, 0, count * Float.BYTES);
            int at = Math.toIntExact(to.address() / 4);
            round(format, array, at, Math.toIntExact(count), 0);
            return;
        }
        float[] chunk = new float[(int) Math.min(count, CHUNK)];
        for (long done = 0; done < count; done += chunk.length) {
            int length = (int) Math.min(chunk.length, count - done);
            long at = done * Float.BYTES;
            MemorySegment.copy(from, JAVA_FLOAT_UNALIGNED, at, chunk, 0, length);
            round(format, chunk, 0, length, (int) done);
            MemorySegment.copy(chunk, 0, to, JAVA_FLOAT_UNALIGNED, at, length);
        }
    }

    /**
     * @param place of the first value, which chance asks for; beyond 2^32 they begin anew
     */
    static void round(BinaryFormat format, float[] values, int from, int count, int place) {
        int bound = from + FLOATS.loopBound(count);
        switch (kind(format)) {
            case NARROW -> narrow(format, values, from, bound);
            case NARROW_PLUS -> narrowPlus(format, values, from, bound);
            case EVEN -> even(format, values, from, bound);
            case PLUS -> plus(format, values, from, bound);
            case CHANCE -> ChanceRounding.round(format, values, from, bound, place);
        }
        for (int i = bound; i < from + count; i++) {
            values[i] = format.round(values[i], place + i - from);
        }
    }

    /**
     * Each has one loop that calls nothing but the Vector API: a helper that was compiled before
     * the loop would not be inlined into it, and its vectors would be objects on the heap.
     */
    private enum Kind {
        /** Formats with fewer exponents than f32: subnormals and overflow of their own. */
        NARROW,
        /** Those, with ties away from zero or truncation. */
        NARROW_PLUS,
        EVEN,
        /** Ties away from zero, or truncation: one addition, one mask. */
        PLUS,
        CHANCE
    }

    private static Kind kind(BinaryFormat format) {
        boolean full = format.hasFullRange();
        return switch (format.rounding()) {
            case NEAREST_EVEN -> full ? Kind.EVEN : Kind.NARROW;
            case NEAREST_AWAY, TOWARD_ZERO -> full ? Kind.PLUS : Kind.NARROW_PLUS;
            case STOCHASTIC -> Kind.CHANCE;
        };
    }

    private static void narrow(BinaryFormat format, float[] values, int from, int to) {
        int keep = format.keepMask;
        int half = format.half - 1;
        int dropped = format.dropped;
        int minNormal = format.minNormalBits;
        int maxFinite = format.maxFiniteBits;
        int overflow = format.overflowBits;
        float aligner = format.subnormalAligner;
        for (int i = from; i < to; i += FLOATS.length()) {
            IntVector bits = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
            IntVector magnitude = bits.and(~SIGN);
            FloatVector aligned = magnitude.reinterpretAsFloats().add(aligner).sub(aligner);
            IntVector odd = magnitude.lanewise(VectorOperators.LSHR, dropped).and(1);
            IntVector rounded = magnitude.add(odd).add(half).and(keep);
            VectorMask<Integer> small = magnitude.compare(VectorOperators.LT, minNormal);
            rounded = rounded.blend(aligned.reinterpretAsInts(), small);
            VectorMask<Integer> large = rounded.compare(VectorOperators.GT, maxFinite);
            rounded = rounded.blend(overflow, large).or(bits.and(SIGN));
            VectorMask<Integer> nan = magnitude.compare(VectorOperators.GT, INFINITY);
            rounded = rounded.blend(bits.or(QUIET).and(keep), nan);
            rounded.reinterpretAsFloats().intoArray(values, i);
        }
    }

    private static void narrowPlus(BinaryFormat format, float[] values, int from, int to) {
        boolean cut = format.rounding() == Rounding.TOWARD_ZERO;
        int keep = format.keepMask;
        int increment = cut ? 0 : format.half;
        int minNormal = format.minNormalBits;
        int maxFinite = format.maxFiniteBits;
        int overflow = format.overflowBits;
        int finiteOverflow = cut ? maxFinite : overflow;
        float aligner = format.subnormalAligner;
        float step = format.subnormalStep;
        float threshold = format.threshold(0);
        for (int i = from; i < to; i += FLOATS.length()) {
            IntVector bits = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
            IntVector magnitude = bits.and(~SIGN);
            FloatVector exact = magnitude.reinterpretAsFloats();
            FloatVector below = exact.add(aligner).sub(aligner);
            below = below.sub(step, below.compare(VectorOperators.GT, exact));
            below = below.add(step, exact.sub(below).compare(VectorOperators.GT, threshold));
            IntVector rounded = magnitude.add(increment).and(keep);
            VectorMask<Integer> small = magnitude.compare(VectorOperators.LT, minNormal);
            rounded = rounded.blend(below.reinterpretAsInts(), small);
            VectorMask<Integer> large = rounded.compare(VectorOperators.GT, maxFinite);
            rounded = rounded.blend(finiteOverflow, large);
            rounded = rounded.blend(overflow, magnitude.eq(INFINITY)).or(bits.and(SIGN));
            VectorMask<Integer> nan = magnitude.compare(VectorOperators.GT, INFINITY);
            rounded = rounded.blend(bits.or(QUIET).and(keep), nan);
            rounded.reinterpretAsFloats().intoArray(values, i);
        }
    }

    private static void even(BinaryFormat format, float[] values, int from, int to) {
        int keep = format.keepMask;
        int half = format.half - 1;
        int dropped = format.dropped;
        for (int i = from; i < to; i += FLOATS.length()) {
            IntVector bits = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
            IntVector odd = bits.lanewise(VectorOperators.LSHR, dropped).and(1);
            IntVector rounded = bits.add(odd).add(half).and(keep);
            VectorMask<Integer> nan = bits.and(~SIGN).compare(VectorOperators.GT, INFINITY);
            rounded = rounded.blend(bits.or(QUIET).and(keep), nan);
            rounded.reinterpretAsFloats().intoArray(values, i);
        }
    }

    private static void plus(BinaryFormat format, float[] values, int from, int to) {
        int keep = format.keepMask;
        int increment = format.rounding() == Rounding.NEAREST_AWAY ? format.half : 0;
        for (int i = from; i < to; i += FLOATS.length()) {
            IntVector bits = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
            IntVector rounded = bits.add(increment).and(keep);
            VectorMask<Integer> nan = bits.and(~SIGN).compare(VectorOperators.GT, INFINITY);
            rounded = rounded.blend(bits.or(QUIET).and(keep), nan);
            rounded.reinterpretAsFloats().intoArray(values, i);
        }
    }
}
