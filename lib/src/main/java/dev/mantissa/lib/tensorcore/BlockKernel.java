package dev.mantissa.lib.tensorcore;

/** Takes the sums of a tile through one block of k. */
interface BlockKernel {
    /** Columns of a tile. */
    int lanes();

    /**
     * From {@link Tile#before} to {@link Tile#after}.
     *
     * @param row where the block begins in {@code a}, for the first row of the tile
     * @param stride from there to the next row
     * @param column where it begins in {@code b}, which has one row of lanes for each term
     * @param cols how many columns matter
     */
    void step(
            BlockSum sum, Tile tile, Packed a, int row, int stride, Packed b, int column, int cols);
}
