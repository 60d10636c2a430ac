package dev.mantissa.lib.quant;

import dev.mantissa.lib.engine.VectorModule;
import java.lang.foreign.MemorySegment;

/** Whether blocks are decoded in vector registers; names no type of the Vector API itself. */
final class BlockDecoder {
    /** True if the Vector API is there and its vectors hold at least 8 floats. */
    static final boolean VECTORS = VectorModule.present() && VectorBlocks.wideEnough();

    private BlockDecoder() {}

    static void q8(MemorySegment plane, long at, float scale, float[] to, int index) {
        VectorBlocks.q8(plane, at, scale, to, index);
    }

    static void q4(MemorySegment plane, long at, float scale, float[] to, int index) {
        VectorBlocks.q4(plane, at, scale, to, index);
    }

    static void q3(MemorySegment plane, long at, float scale, float[] to, int index) {
        VectorBlocks.q3(plane, at, scale, to, index);
    }

    static void q2(MemorySegment plane, long at, float scale, float[] to, int index) {
        VectorBlocks.q2(plane, at, scale, to, index);
    }

    static void ternary(MemorySegment plane, long at, float scale, float[] to, int index) {
        VectorBlocks.ternary(plane, at, scale, to, index);
    }

    static void q1(MemorySegment plane, long at, float scale, float[] to, int index) {
        VectorBlocks.q1(plane, at, scale, to, index);
    }
}
