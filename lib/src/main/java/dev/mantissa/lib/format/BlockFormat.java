package dev.mantissa.lib.format;

import dev.mantissa.lib.UsageException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Values that share a scale with their neighbours. A block that holds NaN or infinity is NaN
 * throughout, as its scale is; one of zeros stays zeros.
 */
abstract class BlockFormat implements NumberFormat {
    private final String name;
    private final int block;

    /**
     * @param block values that share a scale; 0 if the whole vector does
     */
    BlockFormat(String name, int block) {
        if (block < 0) {
            throw new UsageException(
                    "a block of %d values cannot share a scale; use 1 or more".formatted(block));
        }
        this.name = name;
        this.block = block;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int block() {
        return block;
    }

    /** Rounds one block in place; {@code largest} is its largest magnitude, positive, finite. */
    abstract void roundBlock(float[] values, int from, int count, float largest);

    @Override
    public final float round(float value) {
        float[] alone = {value};
        round(alone, 0, 1);
        return alone[0];
    }

    @Override
    public final void round(float[] values, int from, int count) {
        int step = block == 0 ? Math.max(count, 1) : block;
        for (int i = 0; i < count; i += step) {
            int length = Math.min(step, count - i);
            float largest = largest(values, from + i, length);
            if (largest == 0) {
                continue;
            }
            if (largest < Float.POSITIVE_INFINITY) {
                roundBlock(values, from + i, length, largest);
            } else {
                Arrays.fill(values, from + i, from + i + length, Float.NaN);
            }
        }
    }

    /** NaN counts as infinity. */
    static float largest(float[] values, int from, int count) {
        float largest = 0;
        for (int i = from; i < from + count; i++) {
            float magnitude = Math.abs(values[i]);
            largest =
                    Math.max(largest, Float.isNaN(magnitude) ? Float.POSITIVE_INFINITY : magnitude);
        }
        return largest;
    }

    @Override
    public final void round(MemorySegment from, MemorySegment to, long count) {
        float[] values = new float[Math.toIntExact(count)];
        MemorySegment.copy(from, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, values, 0, values.length);
        round(values, 0, values.length);
        MemorySegment.copy(values, 0, to, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, values.length);
    }

    @Override
    public final String toString() {
        return name;
    }
}
