package dev.mantissa.lib.format;

/**
 * The oracle: every non-negative finite value of a format as an exact double, computed from the
 * definition (sign, exponent field, fraction field), and rounding by looking for the neighbours.
 */
final class ValueTable {
    private final double[] values;
    private final Rounding ties;
    private final double overflow;
    private final double beyond;
    private final int exponentBits;
    private final int mantissaBits;

    /** Of the IEEE kind: the top exponent is kept for infinity and NaN. */
    ValueTable(int exponentBits, int mantissaBits, Rounding ties) {
        this(
                exponentBits,
                mantissaBits,
                ties,
                ((1 << exponentBits) - 1) << mantissaBits,
                Double.POSITIVE_INFINITY);
    }

    /**
     * @param count how many non-negative finite values there are
     * @param beyond what becomes of a value that rounds beyond the largest
     */
    ValueTable(int exponentBits, int mantissaBits, Rounding ties, int count, double beyond) {
        this.beyond = beyond;
        this.exponentBits = exponentBits;
        this.mantissaBits = mantissaBits;
        this.ties = ties;
        values = new double[count];
        for (int code = 0; code < count; code++) {
            values[code] = decode(code);
        }
        // One more step beyond the largest finite value, half way to which overflow begins.
        overflow = decode(count);
    }

    private double decode(int code) {
        int exponent = code >>> mantissaBits;
        int fraction = code & ((1 << mantissaBits) - 1);
        int bias = (1 << (exponentBits - 1)) - 1;
        return exponent == 0
                ? fraction * Math.scalb(1.0, 1 - bias - mantissaBits)
                : (fraction + (1 << mantissaBits))
                        * Math.scalb(1.0, exponent - bias - mantissaBits);
    }

    /** Every non-negative finite value, ascending. */
    double[] values() {
        return values.clone();
    }

    /** Index of the largest value not above {@code magnitude}; looks near {@code hint} first. */
    private int floor(double magnitude, int hint) {
        if (values[hint] <= magnitude
                && (hint + 1 == values.length || magnitude < values[hint + 1])) {
            return hint;
        }
        int low = 0;
        int high = values.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (values[middle] <= magnitude) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * The values next to {@code magnitude}, not below 0: the largest not above it, and the next.
     */
    double[] around(double magnitude) {
        int below = floor(magnitude, 0);
        double above = below == values.length - 1 ? overflow : values[below + 1];
        return new double[] {values[below], above};
    }

    /** The value that {@code x} rounds to; NaN for NaN. */
    float round(float x) {
        return new Walk().round(x);
    }

    /** Rounds values one after another: quick where each is near the one before. */
    final class Walk {
        private int below;

        float round(float x) {
            if (Float.isNaN(x)) {
                return x;
            }
            if (Float.isInfinite(x)) {
                return Math.copySign((float) beyond, x);
            }
            below = floor(Math.abs((double) x), below);
            return ValueTable.this.round(x, below);
        }
    }

    private float round(float x, int below) {
        double magnitude = Math.abs((double) x);
        boolean last = below == values.length - 1;
        double above = last ? overflow : values[below + 1];
        double middle = values[below] / 2 + above / 2;
        boolean up =
                switch (ties) {
                    case TOWARD_ZERO -> false;
                    case NEAREST_AWAY -> magnitude >= middle;
                    case NEAREST_EVEN ->
                            magnitude > middle || (magnitude == middle && (below & 1) == 1);
                    case STOCHASTIC -> throw new IllegalStateException("no oracle knows chance");
                };
        double rounded = up ? (last ? beyond : above) : values[below];
        return Math.copySign((float) rounded, x);
    }
}
