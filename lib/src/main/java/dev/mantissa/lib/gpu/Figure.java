package dev.mantissa.lib.gpu;

import java.math.BigDecimal;

/**
 * A figure and where it is from.
 *
 * @param value TFLOPS, TOPS or GB/s
 */
public record Figure(double value, Document source) {
    /** "312", "330.3q", "45.2?": the mark is that of {@link Check}. */
    @Override
    public String toString() {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                + source.check().mark();
    }
}
