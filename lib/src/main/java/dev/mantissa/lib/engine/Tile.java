package dev.mantissa.lib.engine;

import static dev.mantissa.lib.engine.MicroKernel.LANES;
import static dev.mantissa.lib.engine.MicroKernel.NR;
import static dev.mantissa.lib.engine.MicroKernel.SPECIES;

import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/** Brings a computed tile into c: c = alpha · tile + beta · c, of which only what c has. */
final class Tile {
    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private Tile() {}

    /** The tile's first element belongs to c [row, col]; with beta = 0, c is not read. */
    static void store(
            float[] tile, Matrix c, int row, int col, int rows, int cols, float alpha, float beta) {
        for (int i = 0; i < rows; i++) {
            long at = (c.offset() + (row + i) * c.rowStride() + col * c.colStride()) * Float.BYTES;
            if (cols == NR && c.colStride() == 1) {
                storeVectors(tile, i * NR, c.host(), at, alpha, beta);
            } else {
                storeScalars(tile, i * NR, c, at, cols, alpha, beta);
            }
        }
    }

    private static void storeVectors(
            float[] tile, int from, MemorySegment memory, long at, float alpha, float beta) {
        for (int j = 0; j < NR; j += LANES) {
            long to = at + j * (long) Float.BYTES;
            FloatVector value = FloatVector.fromArray(SPECIES, tile, from + j).mul(alpha);
            if (beta != 0) {
                FloatVector old = FloatVector.fromMemorySegment(SPECIES, memory, to, ORDER);
                value = value.add(old.mul(beta));
            }
            value.intoMemorySegment(memory, to, ORDER);
        }
    }

    private static void storeScalars(
            float[] tile, int from, Matrix c, long at, int cols, float alpha, float beta) {
        MemorySegment memory = c.host();
        long step = c.colStride() * Float.BYTES;
        for (int j = 0; j < cols; j++) {
            long to = at + j * step;
            float value = tile[from + j] * alpha;
            if (beta != 0) {
                value += memory.get(F32, to) * beta;
            }
            memory.set(F32, to, value);
        }
    }
}
