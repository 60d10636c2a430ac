package dev.mantissa.lib.engine;

import static dev.mantissa.lib.engine.MicroKernel.KC;
import static dev.mantissa.lib.engine.MicroKernel.LANES;
import static dev.mantissa.lib.engine.MicroKernel.MR;
import static dev.mantissa.lib.engine.MicroKernel.NR;
import static dev.mantissa.lib.engine.MicroKernel.SPECIES;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Copies blocks of the operands into the order in which {@link MicroKernel} reads them. */
final class Packing {
    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Lines that are turned at a time: as many floats as a cache line has. */
    private static final int TILE = 16;

    /**
     * Distance of two lines: not a power of two, so that lines do not compete for one set of the
     * cache.
     */
    private static final int ROW = KC + 16;

    /** Rows of a that are turned together: whole panels, at most a line. */
    private static final int DOWN = KC / MR * MR;

    private static final Scratch LINES = new Scratch();

    private Packing() {}

    /** As {@link Tiles#pack} says. */
    static void packA(Matrix a, int row, int rows, int k, int kc, float[] to, int at) {
        boolean down = a.rowStride() == 1 && a.colStride() != 1;
        int step = down ? DOWN : MR;
        for (int r = 0; r < rows; r += step) {
            int some = Math.min(step, rows - r);
            if (down) {
                packDown(a.transposed(), k, kc, row + r, some, to, at + r * kc);
            } else {
                packAcross(a, row + r, some, k, kc, to, at + r * kc);
            }
        }
    }

    /** One panel of a, whose rows are read one by one. */
    private static void packAcross(Matrix a, int row, int rows, int k, int kc, float[] to, int at) {
        float[] lines = LINES.take(MR * ROW);
        for (int i = 0; i < rows; i++) {
            packRow(a, row + i, k, kc, lines, i * ROW);
        }
        for (int i = rows; i < MR; i++) {
            Arrays.fill(lines, i * ROW, i * ROW + kc, 0);
        }
        for (int p = 0; p < kc; p++) {
            for (int i = 0; i < MR; i++) {
                to[at + p * MR + i] = lines[i * ROW + p];
            }
        }
        LINES.give(lines);
    }

    /** Panels of a, whose columns, the rows of {@code turned}, lie contiguous. */
    private static void packDown(
            Matrix turned, int k, int kc, int row, int rows, float[] to, int at) {
        float[] lines = LINES.take(TILE * ROW);
        int padded = (rows + MR - 1) / MR * MR;
        for (int p = 0; p < kc; p += TILE) {
            int height = Math.min(TILE, kc - p);
            for (int q = 0; q < height; q++) {
                packRow(turned, k + p + q, row, rows, lines, q * ROW);
                Arrays.fill(lines, q * ROW + rows, q * ROW + padded, 0);
            }
            for (int r = 0; r < rows; r += MR) {
                int out = at + r * kc + p * MR;
                for (int q = 0; q < height; q++) {
                    for (int i = 0; i < MR; i++) {
                        to[out + q * MR + i] = lines[q * ROW + r + i];
                    }
                }
            }
        }
        LINES.give(lines);
    }

    /**
     * to [at + j · step + i] = lines [i · ROW + j] for {@code height} lines, at most {@link #TILE},
     * of {@code length} values: what is written side by side shares a cache line.
     */
    private static void transpose(
            float[] lines, int height, int length, float[] to, int at, int step) {
        if (height == TILE) {
            for (int j = 0; j < length; j++) {
                int out = at + j * step;
                for (int i = 0; i < TILE; i++) {
                    to[out + i] = lines[i * ROW + j];
                }
            }
        } else {
            for (int j = 0; j < length; j++) {
                int out = at + j * step;
                for (int i = 0; i < height; i++) {
                    to[out + i] = lines[i * ROW + j];
                }
            }
        }
    }

    /**
     * Columns that lie contiguous, turned into one panel of b: column {@code j} from {@code
     * source}, missing ones 0.
     */
    static void packColumns(RowSource source, int k, int kc, int col, float[] to, int at) {
        int cols = Math.min(NR, source.rows() - col);
        if (cols < NR) {
            Arrays.fill(to, at, at + kc * NR, 0);
        }
        float[] lines = LINES.take(TILE * ROW);
        for (int j = 0; j < cols; j += TILE) {
            int height = Math.min(TILE, cols - j);
            for (int i = 0; i < height; i++) {
                source.read(col + j + i, k, kc, lines, i * ROW);
            }
            transpose(lines, height, kc, to, at + j, NR);
        }
        LINES.give(lines);
    }

    /** A column vector [k,1], contiguous and rounded. */
    static void packVector(Matrix x, float[] to, NumberFormat format) {
        packRow(x.transposed(), 0, 0, x.rows(), to, 0);
        format.round(to, 0, x.rows());
    }

    /** Columns [k, k + kc) of one row of a, side by side, not rounded. */
    static void packRow(Matrix a, int row, int k, int kc, float[] to, int at) {
        long from = (a.offset() + row * a.rowStride() + k * a.colStride()) * Float.BYTES;
        MemorySegment memory = a.host();
        if (a.colStride() == 1) {
            MemorySegment.copy(memory, F32, from, to, at, kc);
            return;
        }
        long step = a.colStride() * Float.BYTES;
        for (int p = 0; p < kc; p++) {
            to[at + p] = memory.get(F32, from + p * step);
        }
    }

    /** Rows [k, k + kc) and columns [col, col + NR) of b as one panel; missing columns are 0. */
    static void packB(Tiles tiles, Matrix b, int k, int kc, int col, float[] to, int at) {
        int cols = Math.min(NR, b.cols() - col);
        long from = (b.offset() + k * b.rowStride() + col * b.colStride()) * Float.BYTES;
        if (cols == NR && b.colStride() == 1) {
            copyRows(b.host(), from, b.rowStride() * Float.BYTES, kc, to, at);
        } else if (b.rowStride() == 1) {
            tiles.packColumns(b, k, kc, col, to, at);
        } else {
            gather(b, from, kc, cols, to, at);
        }
    }

    private static void copyRows(
            MemorySegment memory, long from, long step, int kc, float[] to, int at) {
        for (int p = 0; p < kc; p++) {
            long row = from + p * step;
            FloatVector left = FloatVector.fromMemorySegment(SPECIES, memory, row, ORDER);
            FloatVector right =
                    FloatVector.fromMemorySegment(
                            SPECIES, memory, row + LANES * (long) Float.BYTES, ORDER);
            left.intoArray(to, at + p * NR);
            right.intoArray(to, at + p * NR + LANES);
        }
    }

    private static void gather(Matrix b, long from, int kc, int cols, float[] to, int at) {
        MemorySegment memory = b.host();
        long down = b.rowStride() * Float.BYTES;
        long across = b.colStride() * Float.BYTES;
        if (cols < NR) {
            Arrays.fill(to, at, at + kc * NR, 0);
        }
        for (int j = 0; j < cols; j++) {
            long start = from + j * across;
            for (int p = 0; p < kc; p++) {
                to[at + p * NR + j] = memory.get(F32, start + p * down);
            }
        }
    }
}
