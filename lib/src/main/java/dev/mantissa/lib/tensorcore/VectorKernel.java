package dev.mantissa.lib.tensorcore;

import dev.mantissa.lib.format.F16;

/**
 * All lanes at once, then one by one those that this is not good for: where operands or sums are
 * infinite or NaN, close to the ends of f32's range, or where the total needs more than 31 bits.
 */
final class VectorKernel implements BlockKernel {
    @Override
    public int lanes() {
        return VectorBlock.LANES;
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
        VectorBlock.total(sum, tile, a, row, stride, b, column);
        boolean faults = VectorBlock.round(sum, tile);
        if (sum.output() == SumFormat.F16) {
            roundToHalf(tile.after);
        }
        if (faults) {
            repair(sum, tile, a, row, stride, b, column, cols);
        }
    }

    private static void roundToHalf(float[] values) {
        F16.FORMAT.round(values, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            // What is negative and rounds to nothing becomes 0, not -0.
            values[i] += 0f;
        }
    }

    private static void repair(
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
                if (tile.faults[at] < 0) {
                    tile.after[at] =
                            ScalarBlock.next(
                                    sum,
                                    tile.before[at],
                                    a,
                                    row + r * stride,
                                    b,
                                    column + lane,
                                    lanes);
                }
            }
        }
    }
}
