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
            round(format, array, Math.toIntExact(to.address() / 4), Math.toIntExact(count));
            return;
        }
        float[] chunk = new float[(int) Math.min(count, CHUNK)];
        for (long done = 0; done < count; done += chunk.length) {
            int length = (int) Math.min(chunk.length, count - done);
            long at = done * Float.BYTES;
            MemorySegment.copy(from, JAVA_FLOAT_UNALIGNED, at, chunk, 0, length);
            round(format, chunk, 0, length);
            MemorySegment.copy(chunk, 0, to, JAVA_FLOAT_UNALIGNED, at, length);
        }
    }

    static void round(BinaryFormat format, float[] values, int from, int count) {
        int bound = from + FLOATS.loopBound(count);
        switch (kind(format)) {
            case NARROW -> narrow(format, values, from, bound);
            case EVEN -> even(format, values, from, bound);
            case PLUS -> plus(format, values, from, bound);
        }
        for (int i = bound; i < from + count; i++) {
            values[i] = format.round(values[i]);
        }
    }

    /**
     * Each has one loop that calls nothing but the Vector API: a helper that was compiled before
     * the loop would not be inlined into it, and its vectors would be objects on the heap.
     */
    private enum Kind {
        /** Formats with fewer exponents than f32: subnormals and overflow of their own. */
        NARROW,
        EVEN,
        /** Ties away from zero, or truncation: one addition, one mask. */
        PLUS
    }

    private static Kind kind(BinaryFormat format) {
        if (!format.hasFullRange()) {
            return Kind.NARROW;
        }
        return format.rounding() == Rounding.NEAREST_EVEN ? Kind.EVEN : Kind.PLUS;
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
