package dev.mantissa.lib.engine;

/**
 * A matrix [rows, cols] of f32 whose elements are made on demand, a piece of a row at a time:
 * packed weights. May be asked by many threads at once.
 */
public interface RowSource {
    int rows();

    int cols();

    /**
     * Writes elements [row, col] to [row, col + count - 1] to {@code to}, from index {@code at}.
     * Fastest where {@code col} is a multiple of 128.
     */
    void read(int row, int col, int count, float[] to, int at);
}
