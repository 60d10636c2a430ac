package dev.mantissa.lib.accuracy;

/** How large a scenario may be to be run; larger ones are named and not run. */
public enum Effort {
    /** A few seconds. */
    QUICK(1L << 21),
    /** Under a minute on two cores. */
    USUAL(1L << 22),
    /** Every scenario. */
    FULL(Long.MAX_VALUE);

    private final long mostWeights;

    Effort(long mostWeights) {
        this.mostWeights = mostWeights;
    }

    /** Most weights that a structure may have. */
    public long mostWeights() {
        return mostWeights;
    }

    /** Lower-case, as typed. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
