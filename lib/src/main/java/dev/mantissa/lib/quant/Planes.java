package dev.mantissa.lib.quant;

/**
 * Sizes of what a packed tensor consists of.
 *
 * @param rowBytes from one row of codes to the next
 * @param scaleType how scales and their plane are read
 * @param scalesPerRow scales of one row, stored one after another
 * @param sharedScale whether all rows share one scale
 * @param zeros whether there is a plane of zero points, one f16 for each scale
 */
record Planes(
        long rowBytes, ScaleType scaleType, int scalesPerRow, boolean sharedScale, boolean zeros) {
    private static final int ALIGNMENT = 16;

    /** Everything lies in the rows of codes. */
    static Planes blocks(long rowBytes) {
        return new Planes(rowBytes, ScaleType.F16, 0, false, false);
    }

    static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    long scales(int rows) {
        return sharedScale ? 1 : (long) rows * scalesPerRow;
    }

    long scaleIndex(int row, int group) {
        return sharedScale ? 0 : (long) row * scalesPerRow + group;
    }
}
