package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.F32;
import dev.mantissa.lib.format.IntFormat;

/** Weights as small integers, groups of which share a scale; the left operand stays f32. */
public final class WeightIntMode extends FormatMode {
    /** Weights that share a scale where nothing else is asked for. */
    static final int GROUP = 32;

    /**
     * @param bits 2 to 8
     * @param group weights along the summed dimension that share a scale
     */
    public WeightIntMode(int bits, int group) {
        super(
                "int" + bits + (group == GROUP ? "" : ":g" + group),
                F32.FORMAT,
                new IntFormat(bits, group),
                Accumulation.F32,
                "weights (the right operand) as %d-bit integers, a scale for each %d; f32 sums"
                        .formatted(bits, group));
    }
}
