package dev.mantissa.lib.quant;

import dev.mantissa.lib.UsageException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the schemes with one f16 scale per group share. */
abstract class GroupScheme implements QuantScheme {
    private static final ValueLayout.OfShort F16 = ValueLayout.JAVA_SHORT_UNALIGNED;

    private final String name;
    private final int bits;
    private final int group;
    private final Map<Integer, Double> errors;

    /**
     * @param errors relative RMS error on normal weights for each group there is: measured on 1.6
     *     million weights or more, good to 1 %
     */
    GroupScheme(String name, int bits, int group, Map<Integer, Double> errors) {
        if (!errors.containsKey(group)) {
            String known =
                    new TreeMap<>(errors)
                            .keySet().stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", "));
            throw new UsageException(
                    "%s: no group of %d. Allowed: %s. Leave the group out for 32."
                            .formatted(name, group, known));
        }
        this.name = name;
        this.bits = bits;
        this.group = group;
        this.errors = errors;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int bits() {
        return bits;
    }

    @Override
    public final int group() {
        return group;
    }

    @Override
    public final double expectedError() {
        return errors.getOrDefault(group, Double.NaN);
    }

    /** "q4:g32". */
    @Override
    public final String toString() {
        return name + ":g" + group;
    }

    /** The scale of the block {@code index} blocks after the group's first, as f32. */
    final float scale(MemorySegment scales, long scaleAt, int index) {
        return Float.float16ToFloat(
                scales.get(F16, scaleAt + index * BLOCK / group * (long) Short.BYTES));
    }

    /** Decodes without vector registers: for vectors too short for the layout. */
    final void decodeScalar(MemorySegment plane, long at, float scale, float[] to, int toIndex) {
        for (int j = 0; j < BLOCK; j++) {
            to[toIndex + j] = level(code(plane, at, j)) * scale;
        }
    }
}
