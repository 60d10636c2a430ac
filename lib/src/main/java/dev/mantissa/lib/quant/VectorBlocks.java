package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Turns the packed codes of a block of 32 weights into f32, 8 at a time. */
final class VectorBlocks {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_64;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfInt BITS = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ORDER);

    /** Element j has the one bit of a block's 32 that is code j: bit 8 · (j mod 4) + j / 4. */
    private static final int[] SIGN_BITS = new int[32];

    static {
        for (int j = 0; j < SIGN_BITS.length; j++) {
            SIGN_BITS[j] = 1 << 8 * (j % 4) + j / 4;
        }
    }

    private VectorBlocks() {}

    static boolean wideEnough() {
        return FloatVector.SPECIES_PREFERRED.length() >= FLOATS.length();
    }

    static void q8(MemorySegment plane, long at, float scale, float[] to, int index) {
        for (int j = 0; j < 32; j += 8) {
            ByteVector codes = ByteVector.fromMemorySegment(BYTES, plane, at + j, ORDER);
            IntVector levels = (IntVector) codes.convertShape(VectorOperators.B2I, INTS, 0);
            store(levels, scale, to, index + j);
        }
    }

    static void q4(MemorySegment plane, long at, float scale, float[] to, int index) {
        for (int j = 0; j < 16; j += 8) {
            IntVector codes = unsigned(plane, at + j);
            store(codes.and(15).sub(8), scale, to, index + j);
            store(codes.lanewise(VectorOperators.LSHR, 4).sub(8), scale, to, index + 16 + j);
        }
    }

    static void q3(MemorySegment plane, long at, float scale, float[] to, int index) {
        IntVector low = unsigned(plane, at);
        IntVector all = IntVector.broadcast(INTS, plane.get(BITS, at + 8));
        for (int j = 0; j < 32; j += 8) {
            IntVector high = IntVector.fromArray(INTS, SIGN_BITS, j);
            IntVector codes = low.lanewise(VectorOperators.LSHR, j / 4).and(3);
            IntVector four =
                    IntVector.zero(INTS).blend(4, all.and(high).compare(VectorOperators.NE, 0));
            store(codes.add(four).sub(4), scale, to, index + j);
        }
    }

    static void q2(MemorySegment plane, long at, float scale, float[] to, int index) {
        IntVector codes = unsigned(plane, at);
        float half = scale / 2;
        store(levels2(codes), half, to, index);
        store(levels2(codes.lanewise(VectorOperators.LSHR, 2)), half, to, index + 8);
        store(levels2(codes.lanewise(VectorOperators.LSHR, 4)), half, to, index + 16);
        store(levels2(codes.lanewise(VectorOperators.LSHR, 6)), half, to, index + 24);
    }

    static void ternary(MemorySegment plane, long at, float scale, float[] to, int index) {
        IntVector codes = unsigned(plane, at);
        for (int field = 0; field < 4; field++) {
            IntVector code = codes.lanewise(VectorOperators.LSHR, 2 * field).and(3);
            store(code.sub(1), scale, to, index + 8 * field);
        }
    }

    static void q1(MemorySegment plane, long at, float scale, float[] to, int index) {
        int bits = plane.get(BITS, at);
        IntVector all = IntVector.broadcast(INTS, bits);
        FloatVector plus = FloatVector.broadcast(FLOATS, scale);
        signs(all, 0, plus).intoArray(to, index);
        signs(all, 8, plus).intoArray(to, index + 8);
        signs(all, 16, plus).intoArray(to, index + 16);
        signs(all, 24, plus).intoArray(to, index + 24);
    }

    private static FloatVector signs(IntVector all, int first, FloatVector plus) {
        IntVector bits = all.and(IntVector.fromArray(INTS, SIGN_BITS, first));
        return plus.neg().blend(plus, bits.compare(VectorOperators.NE, 0).cast(FLOATS));
    }

    /** Twice the level of a 2-bit code: -3, -1, 1 or 3. */
    private static IntVector levels2(IntVector codes) {
        IntVector code = codes.and(3);
        return code.add(code).sub(3);
    }

    private static IntVector unsigned(MemorySegment plane, long at) {
        ByteVector codes = ByteVector.fromMemorySegment(BYTES, plane, at, ORDER);
        return (IntVector) codes.convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
    }

    private static void store(IntVector levels, float scale, float[] to, int index) {
        FloatVector values = (FloatVector) levels.convert(VectorOperators.I2F, 0);
        values.mul(scale).intoArray(to, index);
    }
}
