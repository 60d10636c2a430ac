package dev.mantissa.lib.engine;

import java.lang.foreign.MemorySegment;

/** Packed weights that a test changes in one respect. */
class ChangedWeights implements PackedWeights {
    private final PackedWeights weights;

    ChangedWeights(PackedWeights weights) {
        this.weights = weights;
    }

    @Override
    public int rows() {
        return weights.rows();
    }

    @Override
    public int cols() {
        return weights.cols();
    }

    @Override
    public void read(int row, int col, int count, float[] to, int at) {
        weights.read(row, col, count, to, at);
    }

    @Override
    public int bits() {
        return weights.bits();
    }

    @Override
    public int group() {
        return weights.group();
    }

    @Override
    public float level(int code) {
        return weights.level(code);
    }

    @Override
    public MemorySegment codes() {
        return weights.codes();
    }

    @Override
    public long rowBytes() {
        return weights.rowBytes();
    }

    @Override
    public MemorySegment scales() {
        return weights.scales();
    }
}
