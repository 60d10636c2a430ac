package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * What the schemes with planes of codes and scales share: a code of {@link #bits()} for each
 * weight, one scale for each group, and where they are asymmetric one zero point.
 */
abstract class PlaneScheme extends BasicScheme {
    private final QuantChoices choices;
    private final ScaleType scaleType;
    private final CodeLayout layout;

    PlaneScheme(
            String name,
            int bits,
            QuantChoices choices,
            QuantOptions options,
            ScaleType scaleType) {
        super(name, bits, choices, options);
        this.choices = choices;
        this.scaleType = scaleType;
        this.layout = CodeLayout.of(bits);
    }

    /** What weight a code stands for where the scale is 1 and the zero point 0. */
    abstract float level(int code);

    /** The levels that its codes are chosen from, the spare one of symmetric forms left out. */
    abstract Levels levels();

    /** How scales are stored. */
    final ScaleType scaleType() {
        return scaleType;
    }

    /**
     * Finds scale, zero point and codes of one group.
     *
     * @param weights finite; the group begins at {@code from} and has {@code count} weights, fewer
     *     than {@link #group()} only at the end of a row
     * @param codes receives the codes at the same places
     */
    abstract GroupFit fit(float[] weights, int from, int count, byte[] codes);

    /** The scale of the whole tensor, by its largest magnitude. */
    float tensorScale(float largest) {
        return 1;
    }

    @Override
    public final double bitsPerWeight() {
        double each = 8.0 * scaleType.bytes() + (options().asymmetric() ? Short.SIZE : 0);
        return bits() + (group() >= ROW ? 0 : each / group());
    }

    @Override
    public double largestWeight() {
        double top = 0;
        for (int code = 0; code < 1 << Math.min(bits(), Byte.SIZE - 1); code++) {
            top = Math.max(top, level(code));
        }
        double most = Math.min(top * scaleType.largest(), Float.MAX_VALUE);
        return options().asymmetric() ? scaleType.largest() : most;
    }

    /** "q4:g32:asym": the group always, and what is not usual. */
    @Override
    public final String toString() {
        return name() + options().text(choices.usual(), true);
    }

    @Override
    public final QuantTensor allocate(int rows, int cols) {
        long bytes = Math.ceilDiv(cols, BLOCK) * (long) layout.blockBytes();
        boolean shared = group() == TENSOR;
        int scales = shared ? 1 : Math.ceilDiv(cols, group());
        return new QuantTensor(
                this,
                rows,
                cols,
                new Planes(
                        Planes.aligned(bytes), scaleType, scales, shared, options().asymmetric()));
    }

    @Override
    public final void pack(float[] weights, int row, QuantTensor into) {
        float[] scaled = scaled(weights, into.tensorScale());
        byte[] codes = new byte[Math.ceilDiv(weights.length, BLOCK) * BLOCK];
        int step = Math.min(group(), Math.max(1, weights.length));
        for (int from = 0; from < weights.length; from += step) {
            int count = Math.min(step, weights.length - from);
            into.putScale(row, from / step, fit(scaled, from, count, codes));
        }
        putCodes(codes, row, into);
    }

    private static float[] scaled(float[] weights, float tensorScale) {
        if (tensorScale == 1) {
            return weights;
        }
        float[] scaled = new float[weights.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = weights[i] / tensorScale;
        }
        return scaled;
    }

    /** Packs all rows with one scale for all of them. */
    final void packTogether(float[] weights, QuantTensor into) {
        byte[] codes = new byte[weights.length];
        into.putScale(0, 0, fit(weights, 0, weights.length, codes));
        int cols = into.cols();
        for (int row = 0; row < into.rows(); row++) {
            byte[] own = Arrays.copyOfRange(codes, row * cols, (row + 1) * cols);
            putCodes(Arrays.copyOf(own, Math.ceilDiv(cols, BLOCK) * BLOCK), row, into);
        }
    }

    /**
     * Stores the codes of a row.
     *
     * @param codes as many as whole blocks have
     */
    final void putCodes(byte[] codes, int row, QuantTensor into) {
        for (int i = 0; i < codes.length; i += BLOCK) {
            long at = row * into.rowBytes() + (long) (i / BLOCK) * layout.blockBytes();
            layout.pack(codes, i, into.codePlane(), at);
        }
    }

    @Override
    public final void unpack(QuantTensor from, int row, int col, int count, float[] to, int at) {
        int done = 0;
        while (done < count) {
            int place = col + done;
            if (place % BLOCK == 0 && count - done >= BLOCK && group() >= BLOCK) {
                block(from, row, place, to, at + done);
                done += BLOCK;
            } else {
                to[at + done++] = one(from, row, place);
            }
        }
    }

    private void block(QuantTensor from, int row, int col, float[] to, int at) {
        long place = row * from.rowBytes() + (long) (col / BLOCK) * layout.blockBytes();
        decode(from.codePlane(), place, from.groupScale(row, col / group()), to, at);
        if (options().asymmetric()) {
            float zero = from.groupZero(row, col / group());
            for (int i = at; i < at + BLOCK; i++) {
                to[i] += zero;
            }
        }
    }

    private float one(QuantTensor from, int row, int col) {
        long place = row * from.rowBytes() + (long) (col / BLOCK) * layout.blockBytes();
        int code = layout.code(from.codePlane(), place, col % BLOCK);
        float value = level(code) * from.groupScale(row, col / group());
        return options().asymmetric() ? value + from.groupZero(row, col / group()) : value;
    }

    /** Reads one block, without its zero point; overridden where vector registers do it. */
    void decode(MemorySegment plane, long at, float scale, float[] to, int toIndex) {
        for (int j = 0; j < BLOCK; j++) {
            to[toIndex + j] = level(layout.code(plane, at, j)) * scale;
        }
    }
}
