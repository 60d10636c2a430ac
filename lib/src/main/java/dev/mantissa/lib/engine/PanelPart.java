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
 * Products of one row of x with the rows of a panel that fill a vector, a lane for each. The vector
 * is as wide as the processor's, but no wider than a panel.
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
    static final int ROWS = INTS.length();

    /** Ints that hold the activations of a block in pairs. */
    static final int PAIRS = Panels.BLOCK / 2;

    /** Bytes of four columns of all rows of a panel. */
    private static final int FOUR_COLUMNS = Panels.ROWS * Integer.BYTES;

    private static final int SIGN_BITS = 0x80808080;
    private static final int SIGN = 128;

    private final Panels panels;
    private final IntegerLevels levels;
    private final int bits;
    private final int[] shortOrder;
    private final int[] intOrder;

    PanelPart(Panels panels, IntegerLevels levels) {
        this.panels = panels;
        this.levels = levels;
        this.bits = panels.bits();
        this.shortOrder = order(bits, Short.SIZE);
        this.intOrder = order(bits, Integer.SIZE);
    }

    /** The scales of a panel as f32, [blocks, 16]. */
    void scales(int panel, float[] to) {
        int count = panels.blocks() * Panels.ROWS;
        short[] f16 = new short[count];
        MemorySegment.copy(panels.memory(), F16, panels.scales(panel), f16, 0, count);
        // An array, so that the compiler makes vectors of it.
        for (int i = 0; i < count; i++) {
            to[i] = Float.float16ToFloat(f16[i]);
        }
    }

    /** Columns of a block in the order in which shifts by {@code bits} of such a word show them. */
    private static int[] order(int bits, int word) {
        int perByte = Byte.SIZE / bits;
        int[] columns = new int[Panels.BLOCK * word / Integer.SIZE];
        for (int i = 0; i < columns.length; i++) {
            int vector = i * bits / word;
            columns[i] = 4 * (i % perByte * bits + vector) + i / perByte % (word / Byte.SIZE);
        }
        return columns;
    }

    /**
     * Integer activations of one block in the order in which codes meet them. A short of a panel
     * holds bytes 0 and 1, or 2 and 3, of a row; an int holds the activation for shorts of the
     * first kind and, in its upper half, the one for the second.
     */
    void pair(byte[] x, int from, int[] to, int at) {
        for (int i = 0; i < PAIRS; i++) {
            int column = from + shortOrder[i];
            to[at + i] = x[column + 2] << Short.SIZE | x[column] & 0xffff;
        }
    }

    /** Activations of one block in the order in which codes meet them. */
    void order(float[] x, int from, float[] to, int at) {
        for (int i = 0; i < Panels.BLOCK; i++) {
            to[at + i] = x[from + intOrder[i]];
        }
    }

    /**
     * Sums over all blocks, in their order: scale · ((sum of level · activation, in units) · scale
     * of x).
     *
     * @param row of the panel, the first
     * @param scales of the panel, from {@link #scales}
     * @param pairs from {@link #pair}, those of the first block at {@code block} · 16
     * @param offsets what codes that are not signed exceed their levels by, negated, times the
     *     activations; for each block, as are {@code xScales}
     */
    void integers(
            int panel,
            int row,
            float[] scales,
            int[] pairs,
            float[] xScales,
            int[] offsets,
            int block,
            float[] sums) {
        long codes = panels.codes(panel) + row * (long) Integer.BYTES;
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int b = 0; b < panels.blocks(); b++) {
            long from = codes + b * (long) bits * FOUR_COLUMNS;
            int x = (block + b) * PAIRS;
            IntVector dot = bits == Byte.SIZE ? bytes(from, pairs, x) : fields(from, pairs, x);
            FloatVector u = floats(dot.add(offsets[block + b])).mul(xScales[block + b]);
            sum = FloatVector.fromArray(FLOATS, scales, b * Panels.ROWS + row).fma(u, sum);
        }
        sum.intoArray(sums, row);
    }

    /** Codes of 4 bits and less: 16 products of at most 15 · 127 fit into a short. */
    private IntVector fields(long from, int[] pairs, int x) {
        short mask = (short) ((1 << bits) - 1);
        int perShort = Short.SIZE / bits;
        ShortVector sum = ShortVector.zero(SHORTS);
        for (int v = 0; v < bits; v++) {
            ShortVector codes = load(from + v * FOUR_COLUMNS).reinterpretAsShorts();
            for (int i = x + v * perShort; i < x + (v + 1) * perShort; i++) {
                sum = sum.add(codes.and(mask).mul(pair(pairs, i)));
                codes = codes.lanewise(VectorOperators.LSHR, bits);
            }
        }
        return halves(sum).mul(levels.step());
    }

    /** Codes of 8 bits: the sum of two products fits into a short, that of 16 is kept in two. */
    private IntVector bytes(long from, int[] pairs, int x) {
        ShortVector low = ShortVector.zero(SHORTS);
        ShortVector high = low;
        for (int v = 0; v < Byte.SIZE; v++) {
            ShortVector codes = load(from + v * FOUR_COLUMNS).reinterpretAsShorts();
            ShortVector first =
                    codes.lanewise(VectorOperators.LSHL, Byte.SIZE)
                            .lanewise(VectorOperators.ASHR, Byte.SIZE);
            ShortVector second = codes.lanewise(VectorOperators.ASHR, Byte.SIZE);
            ShortVector two =
                    first.mul(pair(pairs, x + 2 * v)).add(second.mul(pair(pairs, x + 2 * v + 1)));
            low = low.add(two.and((short) 0xff));
            high = high.add(two.lanewise(VectorOperators.ASHR, Byte.SIZE));
        }
        return halves(high).lanewise(VectorOperators.LSHL, Byte.SIZE).add(halves(low));
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
     * Sums over all blocks, in their order: scale · (sum of level · activation).
     *
     * @param x from {@link #order}, the first block at 0
     */
    void floats(int panel, int row, float[] scales, float[] x, int at, float[] sums) {
        int signed = bits == Byte.SIZE ? SIGN_BITS : 0;
        int zero = bits == Byte.SIZE ? SIGN : levels.zero();
        FloatVector step = FloatVector.broadcast(FLOATS, levels.step() * levels.unit());
        FloatVector offset = FloatVector.broadcast(FLOATS, -zero * levels.unit());
        int mask = (1 << bits) - 1;
        int perInt = Integer.SIZE / bits;
        long from = panels.codes(panel) + row * (long) Integer.BYTES;
        int next = at;
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int b = 0; b < panels.blocks(); b++) {
            FloatVector part = FloatVector.zero(FLOATS);
            for (int v = 0; v < bits; v++) {
                IntVector codes =
                        load(from).reinterpretAsInts().lanewise(VectorOperators.XOR, signed);
                for (int f = 0; f < perInt; f++) {
                    FloatVector level = floats(codes.and(mask)).fma(step, offset);
                    part = level.fma(FloatVector.broadcast(FLOATS, x[next]), part);
                    codes = codes.lanewise(VectorOperators.LSHR, bits);
                    next++;
                }
                from += FOUR_COLUMNS;
            }
            sum = FloatVector.fromArray(FLOATS, scales, b * Panels.ROWS + row).fma(part, sum);
        }
        sum.intoArray(sums, row);
    }

    private ByteVector load(long at) {
        return ByteVector.fromMemorySegment(BYTES, panels.memory(), at, ORDER);
    }

    private static FloatVector floats(IntVector ints) {
        return (FloatVector) ints.convert(VectorOperators.I2F, 0);
    }
}
