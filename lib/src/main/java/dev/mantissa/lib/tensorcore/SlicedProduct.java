package dev.mantissa.lib.tensorcore;

import dev.mantissa.lib.engine.WorkerPool;
import java.util.function.IntConsumer;

/**
 * A product, slice by slice of k: all threads pack the slice of a, then that of b, then multiply
 * tiles. Within a tile, all rows go through one block before the next, so that the block of b stays
 * in the nearest cache.
 */
final class SlicedProduct {
    static final String WHAT = "tensor-core product";

    /** Least k of a slice: what is packed stays small, and a task short enough to be cancelled. */
    private static final int SLICE = 1024;

    /** Most rows of a tile. */
    private static final int ROWS = 64;

    /** Below this many multiplications one thread ends before a second one has woken up. */
    private static final long WORTH_SHARING = 1L << 17;

    private final BlockKernel kernel;
    private final WorkerPool pool;
    private final Product product;
    private final int lanes;
    private final int slice;
    private final Packed a;
    private final Packed b;

    SlicedProduct(BlockKernel kernel, WorkerPool pool, Product product) {
        this.kernel = kernel;
        this.pool = pool;
        this.product = product;
        lanes = kernel.lanes();
        int step = product.promote() > 0 ? product.promote() : product.sum().terms();
        int whole = roundUp(product.k(), product.sum().terms());
        slice = Math.min(whole, roundUp(SLICE, step));
        a = Packed.of(Math.multiplyExact(product.m(), slice));
        b = Packed.of(Math.multiplyExact(panels() * lanes, slice));
    }

    private static int roundUp(int value, int step) {
        return Math.ceilDiv(value, step) * step;
    }

    private int panels() {
        return Math.ceilDiv(product.n(), lanes);
    }

    private int rowBlocks() {
        return Math.ceilDiv(product.m(), ROWS);
    }

    void run() {
        for (int from = 0; from < product.k(); from += slice) {
            int first = from;
            int count = Math.min(slice, product.k() - from);
            share(rowBlocks(), task -> packRows(task, first, count));
            share(panels(), panel -> packPanel(panel, first, count));
            share(rowBlocks() * panels(), task -> multiply(task, count));
        }
    }

    private void share(int tasks, IntConsumer body) {
        if ((long) product.m() * product.n() * slice < WORTH_SHARING) {
            for (int task = 0; task < tasks; task++) {
                body.accept(task);
            }
        } else {
            pool.run(WHAT, tasks, body);
        }
    }

    private void packRows(int task, int from, int count) {
        int end = Math.min((task + 1) * ROWS, product.m());
        for (int row = task * ROWS; row < end; row++) {
            int at = row * product.k() + from;
            product.aExponents().put(product.a(), at, count, a, row * slice);
            a.fill(row * slice + count, (row + 1) * slice, Exponents.ABSENT);
        }
    }

    private void packPanel(int panel, int from, int count) {
        int col = panel * lanes;
        int cols = Math.min(lanes, product.n() - col);
        int start = panel * slice * lanes;
        for (int k = 0; k < count; k++) {
            int at = (from + k) * product.n() + col;
            int to = start + k * lanes;
            product.bExponents().put(product.b(), at, cols, b, to);
            // An exponent of 0, so that columns that are not there look like any others.
            b.fill(to + cols, to + lanes, 0);
        }
        b.fill(start + count * lanes, start + slice * lanes, Exponents.ABSENT);
    }

    private void multiply(int task, int count) {
        int row = task / panels() * ROWS;
        int panel = task % panels();
        int col = panel * lanes;
        int cols = Math.min(lanes, product.n() - col);
        int n = product.n();
        Tile tile = new Tile(Math.min(ROWS, product.m() - row), lanes);
        boolean chained = product.promote() == 0;
        if (chained) {
            tile.load(product.c(), n, row, col, cols);
        }
        int terms = product.sum().terms();
        for (int k = 0; k < count; k += terms) {
            int column = (panel * slice + k) * lanes;
            kernel.step(product.sum(), tile, a, row * slice + k, slice, b, column, cols);
            tile.advance();
            if (!chained && (k + terms >= count || (k + terms) % product.promote() == 0)) {
                tile.promote(product.c(), n, row, col, cols);
            }
        }
        if (chained) {
            tile.store(product.c(), n, row, col, cols);
        }
    }
}
