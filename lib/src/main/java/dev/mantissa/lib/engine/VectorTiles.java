package dev.mantissa.lib.engine;

import static dev.mantissa.lib.engine.MicroKernel.MR;
import static dev.mantissa.lib.engine.MicroKernel.NR;

import dev.mantissa.lib.tensor.Matrix;

/** Tiles on the Vector API. */
final class VectorTiles implements Tiles {
    private final Scratch tiles = new Scratch();

    @Override
    public void pack(Matrix a, int row, int rows, int k, int kc, float[] to, int at) {
        Packing.packA(a, row, rows, k, kc, to, at);
    }

    @Override
    public void packColumns(Matrix b, int k, int kc, int col, float[] to, int at) {
        Packing.packColumns(new MatrixColumns(b), k, kc, col, to, at);
    }

    @Override
    public void multiply(float[] a, int ao, float[] b, int bo, int kc, Target c) {
        float[] tile = tiles.take(MR * NR);
        for (int r = 0; r < c.rows(); r += MR) {
            MicroKernel.tile(a, ao + r * kc, b, bo, kc, tile);
            int rows = Math.min(MR, c.rows() - r);
            Tile.store(tile, c.c(), c.row() + r, c.col(), rows, c.cols(), c.alpha(), c.beta());
        }
        tiles.give(tile);
    }
}
