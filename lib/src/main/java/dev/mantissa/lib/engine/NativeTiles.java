package dev.mantissa.lib.engine;

import dev.mantissa.lib.nativecode.DenseKernels;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;

/** Tiles in C, of the same shape as those of {@link MicroKernel} and with the same bits. */
final class NativeTiles implements Tiles {
    private final DenseKernels kernels;

    NativeTiles(DenseKernels kernels) {
        this.kernels = kernels;
    }

    /** Whether panels are packed here as those functions read them. */
    static boolean fit() {
        return MicroKernel.MR == DenseKernels.ROWS && MicroKernel.NR == DenseKernels.COLUMNS;
    }

    @Override
    public void pack(Matrix a, int row, int rows, int k, int kc, float[] to, int at) {
        if (a.colStride() != 1 && a.rowStride() != 1) {
            Packing.packA(a, row, rows, k, kc, to, at);
            return;
        }
        for (int r = 0; r < rows; r += MicroKernel.MR) {
            int some = Math.min(MicroKernel.MR, rows - r);
            MemorySegment from = part(a, row + r, k);
            MemorySegment panel = part(to, at + r * kc);
            if (a.colStride() == 1) {
                kernels.turn(from, a.rowStride(), some, kc, panel, MicroKernel.MR, MicroKernel.MR);
            } else {
                kernels.copy(from, a.colStride(), some, kc, panel);
            }
        }
    }

    @Override
    public void packColumns(Matrix b, int k, int kc, int col, float[] to, int at) {
        int cols = Math.min(MicroKernel.NR, b.cols() - col);
        for (int j = 0; j < MicroKernel.NR; j += MicroKernel.LANES) {
            int some = Math.clamp(cols - j, 0, MicroKernel.LANES);
            MemorySegment from = part(b, k, some == 0 ? col : col + j);
            MemorySegment panel = part(to, at + j);
            kernels.turn(from, b.colStride(), some, kc, panel, MicroKernel.LANES, MicroKernel.NR);
        }
    }

    @Override
    public void multiply(float[] a, int ao, float[] b, int bo, int kc, Target t) {
        Matrix c = t.c();
        kernels.multiply(
                part(a, ao),
                part(b, bo),
                kc,
                t.rows(),
                part(c, t.row(), t.col()),
                c.rowStride(),
                c.colStride(),
                t.cols(),
                t.alpha(),
                t.beta());
    }

    private static MemorySegment part(Matrix x, int row, int col) {
        long at = x.offset() + row * x.rowStride() + col * x.colStride();
        return x.host().asSlice(at * Float.BYTES);
    }

    private static MemorySegment part(float[] values, int from) {
        return MemorySegment.ofArray(values).asSlice((long) from * Float.BYTES);
    }
}
