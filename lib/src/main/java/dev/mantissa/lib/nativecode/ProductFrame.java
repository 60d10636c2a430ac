package dev.mantissa.lib.nativecode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;

/**
 * What a kernel is told of a product, the struct Product of kernels.h, and memory for its operands.
 * Used by one product at a time, and then by the next.
 */
public final class ProductFrame {
    private static final StructLayout LAYOUT =
            MemoryLayout.structLayout(
                    ValueLayout.ADDRESS.withName("panels"),
                    ValueLayout.JAVA_LONG.withName("blocks"),
                    ValueLayout.JAVA_LONG.withName("rows"),
                    ValueLayout.ADDRESS.withName("x"),
                    ValueLayout.JAVA_LONG.withName("stride"),
                    ValueLayout.ADDRESS.withName("scale"),
                    ValueLayout.ADDRESS.withName("offset"),
                    ValueLayout.JAVA_LONG.withName("tokens"),
                    ValueLayout.JAVA_LONG.withName("columns"),
                    ValueLayout.ADDRESS.withName("y"),
                    ValueLayout.JAVA_LONG.withName("y_stride"),
                    ValueLayout.JAVA_LONG.withName("y_step"),
                    ValueLayout.JAVA_FLOAT.withName("alpha"),
                    ValueLayout.JAVA_FLOAT.withName("beta"));

    private static final long PANELS = offset("panels");
    private static final long BLOCKS = offset("blocks");
    private static final long ROWS = offset("rows");
    private static final long X = offset("x");
    private static final long STRIDE = offset("stride");
    private static final long SCALE = offset("scale");
    private static final long OFFSET = offset("offset");
    private static final long TOKENS = offset("tokens");
    private static final long COLUMNS = offset("columns");
    private static final long Y = offset("y");
    private static final long Y_STRIDE = offset("y_stride");
    private static final long Y_STEP = offset("y_step");
    private static final long ALPHA = offset("alpha");
    private static final long BETA = offset("beta");

    private static final long ALIGNMENT = 64;
    private static final long SMALL = 1 << 16;

    /** Of one frame, of which there are as many as products at once: 32 MiB. */
    private static final long MOST_KEPT = 32L << 20;

    private final MemorySegment struct = Arena.ofAuto().allocate(LAYOUT);
    private MemorySegment memory = allocate(SMALL);
    private long used;

    MemorySegment struct() {
        return struct;
    }

    /** Forgets what it held and makes room for that many bytes in {@code parts} parts. */
    public void reset(long bytes, int parts) {
        used = 0;
        long needed = bytes + parts * ALIGNMENT;
        if (memory.byteSize() < needed) {
            memory = allocate(needed);
        }
    }

    /** Lets go of memory for an unusually large product. */
    public void trim() {
        if (memory.byteSize() > MOST_KEPT) {
            memory = allocate(SMALL);
        }
    }

    /** What it holds on to. */
    long bytes() {
        return memory.byteSize();
    }

    private static MemorySegment allocate(long bytes) {
        return Arena.ofAuto().allocate(bytes, ALIGNMENT);
    }

    /** A part of the memory, its content undefined. */
    public MemorySegment part(long bytes) {
        MemorySegment part = memory.asSlice(used, bytes);
        used += (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return part;
    }

    /** Which weights. */
    public void weights(Panels panels, int columns) {
        address(PANELS, panels.memory());
        number(BLOCKS, panels.blocks());
        number(ROWS, panels.rows());
        number(COLUMNS, columns);
    }

    /**
     * Which activations.
     *
     * @param stride bytes from token to token
     * @param scales [tokens, blocks]; NULL for f32
     * @param offsets [tokens, blocks]; NULL for f32 and for signs
     */
    public void activations(
            MemorySegment x, long stride, int tokens, MemorySegment scales, MemorySegment offsets) {
        address(X, x);
        number(STRIDE, stride);
        number(TOKENS, tokens);
        address(SCALE, scales);
        address(OFFSET, offsets);
    }

    /**
     * Where the result goes: y = alpha · sums + beta · y.
     *
     * @param stride elements from token to token
     * @param step elements from row to row of the weights
     */
    public void output(MemorySegment y, long stride, long step, float alpha, float beta) {
        address(Y, y);
        number(Y_STRIDE, stride);
        number(Y_STEP, step);
        struct.set(ValueLayout.JAVA_FLOAT, ALPHA, alpha);
        struct.set(ValueLayout.JAVA_FLOAT, BETA, beta);
    }

    private void address(long field, MemorySegment value) {
        struct.set(ValueLayout.ADDRESS, field, value);
    }

    private void number(long field, long value) {
        struct.set(ValueLayout.JAVA_LONG, field, value);
    }

    private static long offset(String name) {
        return LAYOUT.byteOffset(MemoryLayout.PathElement.groupElement(name));
    }
}
