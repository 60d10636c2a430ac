package dev.mantissa.lib.quant;

import dev.mantissa.lib.UsageException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What GGUF's formats share: rows of blocks that hold codes and scales together, as they lie in a
 * file. Their layouts are facts about files that ggml writes; decoded values are those of ggml, bit
 * for bit, where its sums are not contracted.
 */
abstract class GgufScheme extends BasicScheme {
    private final int type;
    private final Layout layout;

    /**
     * @param weights of a block
     * @param bytes of a block
     * @param group weights that share a scale
     */
    record Layout(int weights, int bytes, int group) {}

    /**
     * @param type ggml's number of it
     */
    GgufScheme(
            String name, int type, int bits, Layout layout, ScaleRule rule, QuantOptions options) {
        super(name, bits, QuantChoices.fixed(layout.group(), rule), options);
        this.type = type;
        this.layout = layout;
    }

    /** Takes a block apart: codes, scales, mins. */
    abstract void read(MemorySegment data, long at, GgufBlock block);

    /** Puts a block together that {@link #fit} has filled. */
    abstract void write(GgufBlock block, MemorySegment data, long at);

    /**
     * Finds the scales and codes of a block.
     *
     * @param count fewer than the block has only at the end of a row
     */
    abstract void fit(float[] weights, int from, int count, GgufBlock block);

    /** What a code stands for where the scale is 1. */
    abstract float level(int code);

    /** ggml's number of the type, as GGUF files name it. */
    final int type() {
        return type;
    }

    final Layout layout() {
        return layout;
    }

    @Override
    public final double bitsPerWeight() {
        return 8.0 * layout.bytes() / layout.weights();
    }

    @Override
    public double largestWeight() {
        return ScaleType.F16.largest();
    }

    /** "q4_k", "q4_k:rot". */
    @Override
    public final String toString() {
        return name() + options().text(options(), false);
    }

    @Override
    public final QuantTensor allocate(int rows, int cols) {
        return new QuantTensor(this, rows, cols, Planes.blocks(rowBytes(cols)));
    }

    private long rowBytes(int cols) {
        return (long) Math.ceilDiv(cols, layout.weights()) * layout.bytes();
    }

    /**
     * A tensor over the bytes of a file, which are not copied.
     *
     * @throws UsageException if rows are not whole blocks or the bytes are not that many
     */
    final QuantTensor over(MemorySegment data, int rows, int cols) {
        if (cols % layout.weights() != 0) {
            throw new UsageException(
                    "%s: rows of %d weights are not whole blocks. Allowed: multiples of %d. The file does not hold what its header says."
                            .formatted(name(), cols, layout.weights()));
        }
        if (data.byteSize() != rows * rowBytes(cols)) {
            throw new UsageException(
                    "%s: [%d, %d] takes %,d bytes, but %,d are given. Give exactly the bytes of the tensor."
                            .formatted(name(), rows, cols, rows * rowBytes(cols), data.byteSize()));
        }
        return new QuantTensor(this, rows, cols, Planes.blocks(rowBytes(cols)), data);
    }

    private GgufBlock block() {
        return new GgufBlock(layout.weights(), layout.weights() / layout.group());
    }

    @Override
    public final void pack(float[] weights, int row, QuantTensor into) {
        GgufBlock block = block();
        long at = row * into.rowBytes();
        for (int from = 0; from < weights.length; from += layout.weights()) {
            block.clear();
            fit(weights, from, Math.min(layout.weights(), weights.length - from), block);
            write(block, into.codePlane(), at);
            at += layout.bytes();
        }
    }

    @Override
    public final void unpack(QuantTensor from, int row, int col, int count, float[] to, int at) {
        GgufBlock block = block();
        int done = 0;
        while (done < count) {
            int place = (col + done) % layout.weights();
            long start = (long) ((col + done) / layout.weights()) * layout.bytes();
            read(from.codePlane(), row * from.rowBytes() + start, block);
            int end = Math.min(layout.weights(), place + count - done);
            for (int i = place; i < end; i++) {
                int group = i / layout.group();
                to[at + done + i - place] =
                        level(block.codes[i]) * block.scales[group] - block.mins[group];
            }
            done += end - place;
        }
    }

    static int u8(MemorySegment data, long at) {
        return Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, at));
    }

    static void put(MemorySegment data, long at, int value) {
        data.set(ValueLayout.JAVA_BYTE, at, (byte) value);
    }

    static float f16(MemorySegment data, long at) {
        return Float.float16ToFloat((short) (u8(data, at) | u8(data, at + 1) << 8));
    }

    static void putF16(MemorySegment data, long at, float value) {
        int bits = Float.floatToFloat16(value);
        put(data, at, bits);
        put(data, at + 1, bits >> 8);
    }

    /** As f16, but not 0 if it is not. */
    static float storedF16(float value) {
        return ScaleType.F16.nearest(value);
    }
}
