package dev.mantissa.lib.tensorcore;

/** One sum after the other. */
final class ScalarKernel implements BlockKernel {
    @Override
    public int lanes() {
        return 16;
    }

    @Override
    public void step(
            BlockSum sum,
            Tile tile,
            Packed a,
            int row,
            int stride,
            Packed b,
            int column,
            int cols) {
        int lanes = tile.lanes;
        for (int r = 0; r < tile.rows; r++) {
            for (int lane = 0; lane < cols; lane++) {
                int at = r * lanes + lane;
                tile.after[at] =
                        ScalarBlock.next(
                                sum, tile.before[at], a, row + r * stride, b, column + lane, lanes);
            }
        }
    }
}
