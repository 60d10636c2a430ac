package dev.mantissa.lib.bench;

/** A range in which a figure lies with the confidence of the protocol. */
public record Interval(double low, double high) {
    /** Nothing is known. */
    public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

    public boolean covers(double value) {
        return low <= value && value <= high;
    }

    /** Half the width, relative to {@code centre}. */
    public double halfWidth(double centre) {
        return (high - low) / 2 / Math.abs(centre);
    }
}
