package dev.mantissa.lib.format;

import dev.mantissa.lib.UsageException;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Which values a format has. Nothing here comes from a formula for ranges: a number is a value of
 * the format exactly if the format's own rounding leaves it as it is, and so formats without
 * infinities or with a shorter top binade are described as truly as those of IEEE 754.
 */
public final class FormatValues {
    /** More values than this are not listed one by one: f16 has 31,744 from 0 up. */
    private static final int MOST_LISTED = 1 << 16;

    private final NumberFormat format;
    private final double smallest;
    private final double largest;

    private FormatValues(NumberFormat format) {
        this.format = format;
        double low = 1;
        while (has(low / 2)) {
            low /= 2;
        }
        double high = 1;
        while (has(high * 2)) {
            high *= 2;
        }
        double top = high;
        for (int bit = 1; bit <= format.mantissaBits(); bit++) {
            double more = top + Math.scalb(high, -bit);
            top = has(more) ? more : top;
        }
        this.smallest = low;
        this.largest = top;
    }

    public static FormatValues of(NumberFormat format) {
        return new FormatValues(format);
    }

    /** Whether a number other than zero is a finite value of the format. */
    public boolean has(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return false;
        }
        return format == F64.FORMAT
                || (float) value == value && format.round((float) value) == value;
    }

    /** Smallest value above zero. */
    public double smallest() {
        return smallest;
    }

    /** Smallest value above zero that has all its bits; those below are subnormal. */
    public double smallestNormal() {
        return Math.scalb(smallest, format.mantissaBits());
    }

    /** Largest finite value. */
    public double largest() {
        return largest;
    }

    /** Distance from 1 to the next larger value. */
    public double epsilon() {
        return gap(1);
    }

    /** Distance from a value of the format, or from its magnitude, to the next larger one. */
    public double gap(double value) {
        double magnitude = Math.abs(value);
        if (magnitude < smallestNormal()) {
            return smallest;
        }
        return Math.scalb(1.0, Math.getExponent(magnitude) - format.mantissaBits());
    }

    /**
     * Every finite value from 0 up, ascending.
     *
     * @throws UsageException if there are more than 65,536
     */
    public double[] nonNegative() {
        double binades = Math.getExponent(largest) - Math.getExponent(smallestNormal()) + 2;
        if (Math.scalb(binades, format.mantissaBits()) > MOST_LISTED) {
            throw new UsageException(
                    "the values of %s are too many to list: 2^%d for each power of two. Formats up to f16 (e5m10) can be listed."
                            .formatted(format.name(), format.mantissaBits()));
        }
        double[] values = new double[MOST_LISTED];
        int count = 1;
        for (double v = smallest; v <= largest; v += gap(v)) {
            values[count++] = v;
        }
        return Arrays.copyOf(values, count);
    }

    /**
     * Every finite value, ascending; zero once.
     *
     * @throws UsageException as for {@link #nonNegative}
     */
    public double[] all() {
        double[] positive = nonNegative();
        double[] negative = new double[positive.length - 1];
        for (int i = 0; i < negative.length; i++) {
            negative[i] = -positive[positive.length - 1 - i];
        }
        return DoubleStream.concat(Arrays.stream(negative), Arrays.stream(positive)).toArray();
    }
}
