package dev.mantissa.lib.engine;

import dev.mantissa.lib.nativecode.Panels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of one row of x with the rows of a panel, as many at once as a vector has lanes. The
 * vector is as wide as the processor's, but no wider than a panel. For one thread.
 */
final class PanelPart {
    private static final VectorShape SHAPE =
            VectorShape.forBitSize(Math.min(512, MicroKernel.SPECIES.vectorBitSize()));
    private static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, SHAPE);
    private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class, SHAPE);
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);
    private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfShort F16 = ValueLayout.JAVA_SHORT_UNALIGNED;

    /** Rows that are multiplied at once. */
    private static final int LANES = INTS.length();

    /** Bytes of four columns of all rows of a panel. */
    private static final int FOUR_COLUMNS = Panels.ROWS * Integer.BYTES;

    private static final int PAIRS = PanelOrder.PAIRS;
    private static final int SIGN_BITS = 0x80808080;
    private static final int SIGN = 128;

    private final Panels panels;
    private final IntegerLevels levels;
    private final int bits;
    private final short[] f16;
    private final float[] scales;
    private final int[] dots;
    private final Dots product;
    private final float[] sums = new float[Panels.ROWS];
    private long codes;

    PanelPart(Panels panels, IntegerLevels levels) {
        this.panels = panels;
        this.levels = levels;
        bits = panels.bits();
        f16 = new short[panels.blocks() * Panels.ROWS];
        scales = new float[f16.length];
        dots = new int[panels.blocks() * LANES];
        product = dots(bits);
    }

    /** From now on, rows are those of this panel. */
    void open(int panel) {
        codes = panels.codes(panel);
        long at = panels.scales(panel);
        MemorySegment.copy(panels.memory(), F16, at, f16, 0, f16.length);
        // From array to array: the compiler makes vectors of that.
        for (int i = 0; i < f16.length; i++) {
            scales[i] = Float.float16ToFloat(f16[i]);
        }
    }

    /**
     * For each row the sum over all blocks, in their order: scale · ((sum of level · activation, in
     * units) · scale of x).
     *
     * @param pairs from {@link PanelOrder#pair}, those of the first block at {@code block} · 16
     * @param offsets for each block, from {@code block}: what codes without a sign exceed their
     *     levels by, negated, times the activations
     * @param xScales for each block, from {@code block}
     * @return a value for each of the 16 rows, until the next call
     */
    float[] integers(int[] pairs, int[] offsets, float[] xScales, int block) {
        for (int row = 0; row < Panels.ROWS; row += LANES) {
            long from = codes + row * (long) Integer.BYTES;
            product.of(panels.memory(), from, pairs, block * PAIRS, dots);
            FloatVector sum = FloatVector.zero(FLOATS);
            for (int b = 0; b < panels.blocks(); b++) {
                IntVector dot = IntVector.fromArray(INTS, dots, b * LANES);
                FloatVector u = floats(dot.add(offsets[block + b])).mul(xScales[block + b]);
                sum = FloatVector.fromArray(FLOATS, scales, b * Panels.ROWS + row).fma(u, sum);
            }
            sum.intoArray(sums, row);
        }
        return sums;
    }

    /**
     * Sums of code · activation, in steps of the levels, for each block. A method for each width,
     * with constants and few terms in its inner loop: the compiler makes nothing as fast of one for
     * all, and of a longer loop objects instead of registers. Called by an interface, so that it
     * never makes one method of all four, with the same effect.
     */
    private interface Dots {
        void of(MemorySegment codes, long from, int[] pairs, int first, int[] dots);
    }

    private static Dots dots(int bits) {
        return switch (bits) {
            case 8 -> PanelPart::eight;
            case 4 -> PanelPart::four;
            case 2 -> PanelPart::two;
            default -> PanelPart::one;
        };
    }

    /** The sum of two products fits into a short, that of more does not. */
    private static void eight(MemorySegment codes, long from, int[] pairs, int first, int[] dots) {
        long at = from;
        int x = first;
        for (int d = 0; d < dots.length; d += LANES) {
            IntVector dot = IntVector.zero(INTS);
            for (int end = x + PAIRS; x < end; x += 2) {
                ShortVector two = load(codes, at);
                ShortVector low =
                        two.lanewise(VectorOperators.LSHL, 8).lanewise(VectorOperators.ASHR, 8);
                ShortVector high = two.lanewise(VectorOperators.ASHR, 8);
                dot = dot.add(halves(low.mul(pair(pairs, x)).add(high.mul(pair(pairs, x + 1)))));
                at += FOUR_COLUMNS;
            }
            dot.intoArray(dots, d);
        }
    }

    /** 16 products of at most 15 · 127 fit into a short. */
    private static void four(MemorySegment codes, long from, int[] pairs, int first, int[] dots) {
        long at = from;
        int x = first;
        for (int d = 0; d < dots.length; d += LANES) {
            ShortVector dot = ShortVector.zero(SHORTS);
            for (int end = x + PAIRS; x < end; x += 4) {
                ShortVector w = load(codes, at);
                dot = dot.add(w.and((short) 15).mul(pair(pairs, x)));
                w = w.lanewise(VectorOperators.LSHR, 4);
                dot = dot.add(w.and((short) 15).mul(pair(pairs, x + 1)));
                w = w.lanewise(VectorOperators.LSHR, 4);
                dot = dot.add(w.and((short) 15).mul(pair(pairs, x + 2)));
                w = w.lanewise(VectorOperators.LSHR, 4);
                dot = dot.add(w.mul(pair(pairs, x + 3)));
                at += FOUR_COLUMNS;
            }
            halves(dot).intoArray(dots, d);
        }
    }

    /** Codes count twice: their levels lie halfway between integers. */
    private static void two(MemorySegment codes, long from, int[] pairs, int first, int[] dots) {
        long at = from;
        int x = first;
        for (int d = 0; d < dots.length; d += LANES) {
            ShortVector dot = ShortVector.zero(SHORTS);
            for (int end = x + PAIRS; x < end; x += 4) {
                int upper = x & 4;
                ShortVector w = load(codes, at).lanewise(VectorOperators.LSHR, 2 * upper);
                dot = dot.add(w.and((short) 3).mul(pair(pairs, x)));
                w = w.lanewise(VectorOperators.LSHR, 2);
                dot = dot.add(w.and((short) 3).mul(pair(pairs, x + 1)));
                w = w.lanewise(VectorOperators.LSHR, 2);
                dot = dot.add(w.and((short) 3).mul(pair(pairs, x + 2)));
                w = w.lanewise(VectorOperators.LSHR, 2);
                dot = dot.add(w.and((short) 3).mul(pair(pairs, x + 3)));
                at += upper * FOUR_COLUMNS / 4;
            }
            halves(dot.add(dot)).intoArray(dots, d);
        }
    }

    /** Bits count twice: their levels are 1 and -1. */
    private static void one(MemorySegment codes, long from, int[] pairs, int first, int[] dots) {
        long at = from;
        int x = first;
        for (int d = 0; d < dots.length; d += LANES) {
            ShortVector dot = ShortVector.zero(SHORTS);
            ShortVector w = load(codes, at);
            for (int end = x + PAIRS; x < end; x += 2) {
                dot = dot.add(w.and((short) 1).mul(pair(pairs, x)));
                w = w.lanewise(VectorOperators.LSHR, 1);
                dot = dot.add(w.and((short) 1).mul(pair(pairs, x + 1)));
                w = w.lanewise(VectorOperators.LSHR, 1);
            }
            at += FOUR_COLUMNS;
            halves(dot.add(dot)).intoArray(dots, d);
        }
    }

    private static ShortVector load(MemorySegment memory, long at) {
        return ByteVector.fromMemorySegment(BYTES, memory, at, ORDER).reinterpretAsShorts();
    }

    private static ShortVector pair(int[] pairs, int at) {
        return IntVector.broadcast(INTS, pairs[at]).reinterpretAsShorts();
    }

    /** The two shorts of each int, added. */
    private static IntVector halves(ShortVector shorts) {
        IntVector both = shorts.reinterpretAsInts();
        IntVector low = both.lanewise(VectorOperators.LSHL, Short.SIZE);
        return both.lanewise(VectorOperators.ASHR, Short.SIZE)
                .add(low.lanewise(VectorOperators.ASHR, Short.SIZE));
    }

    /**
     * For each row the sum over all blocks, in their order: scale · (sum of level · activation).
     *
     * @param x from {@link PanelOrder#order}, the first block at {@code at}
     * @return a value for each of the 16 rows, until the next call
     */
    float[] floats(float[] x, int at) {
        for (int row = 0; row < Panels.ROWS; row += LANES) {
            floats(row, x, at);
        }
        return sums;
    }

    private void floats(int row, float[] x, int first) {
        MemorySegment memory = panels.memory();
        int signed = bits == Byte.SIZE ? SIGN_BITS : 0;
        int zero = bits == Byte.SIZE ? SIGN : levels.zero();
        FloatVector step = FloatVector.broadcast(FLOATS, levels.step() * levels.unit());
        FloatVector offset = FloatVector.broadcast(FLOATS, -zero * levels.unit());
        int mask = (1 << bits) - 1;
        long at = codes + row * (long) Integer.BYTES;
        int next = first;
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int b = 0; b < panels.blocks(); b++) {
            FloatVector part = FloatVector.zero(FLOATS);
            for (int v = 0; v < bits; v++) {
                IntVector w = load(memory, at).reinterpretAsInts();
                w = w.lanewise(VectorOperators.XOR, signed);
                for (int end = next + Integer.SIZE / bits; next < end; next++) {
                    FloatVector level = floats(w.and(mask)).fma(step, offset);
                    part = level.fma(FloatVector.broadcast(FLOATS, x[next]), part);
                    w = w.lanewise(VectorOperators.LSHR, bits);
                }
                at += FOUR_COLUMNS;
            }
            sum = FloatVector.fromArray(FLOATS, scales, b * Panels.ROWS + row).fma(part, sum);
        }
        sum.intoArray(sums, row);
    }

    private static FloatVector floats(IntVector ints) {
        return (FloatVector) ints.convert(VectorOperators.I2F, 0);
    }
}
