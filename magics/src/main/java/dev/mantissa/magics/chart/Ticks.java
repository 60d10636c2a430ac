package dev.mantissa.magics.chart;

import dev.mantissa.magics.table.Significant;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Round values for an axis, and their labels. */
final class Ticks {
    private static final int[] NICE = {1, 2, 5, 10};
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final int LARGEST_PLAIN_POWER_OF_TWO = 16;

    private Ticks() {}

    /** The ticks within {@code low} to {@code high}, at most {@code most} of them, at least two. */
    static List<Tick> of(ScaleKind kind, double low, double high, int most) {
        return switch (kind) {
            case LINEAR -> linear(low, high, most);
            case LOG2 -> powersOfTwo(low, high, most);
            case LOG10 -> powersOfTen(low, high, most);
        };
    }

    /** A step of 1, 2 or 5 times a power of ten that gives at most {@code most} ticks. */
    static double step(double low, double high, int most) {
        double raw = (high - low) / Math.max(1, most - 1);
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        for (int nice : NICE) {
            if (nice * power >= raw * (1 - 1e-9)) {
                return nice * power;
            }
        }
        return 10 * power;
    }

    private static List<Tick> linear(double low, double high, int most) {
        double step = step(low, high, most);
        long first = (long) Math.ceil(low / step - 1e-9);
        long last = (long) Math.floor(high / step + 1e-9);
        while (last - first < 1) {
            step = step / 2;
            first = (long) Math.ceil(low / step - 1e-9);
            last = (long) Math.floor(high / step + 1e-9);
        }
        List<Tick> ticks = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            ticks.add(new Tick(i * step, linearLabel(i * step, step)));
        }
        return ticks;
    }

    private static String linearLabel(double value, double step) {
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        if (Math.abs(value) >= 1e6 || decimals > 4) {
            double digits = value == 0 ? 1 : Math.log10(Math.abs(value) / step) + 2;
            return Significant.shortest(value, Math.clamp((long) digits, 1, 15));
        }
        BigDecimal exact = BigDecimal.valueOf(value).setScale(decimals + 1, RoundingMode.HALF_EVEN);
        return exact.signum() == 0 ? "0" : trimmed(exact, decimals);
    }

    private static String trimmed(BigDecimal value, int decimals) {
        BigDecimal shorter = value.setScale(decimals, RoundingMode.HALF_EVEN);
        return (shorter.compareTo(value) == 0 ? shorter : value).toPlainString();
    }

    private static List<Tick> powersOfTwo(double low, double high, int most) {
        int first = (int) Math.ceil(ScaleKind.LOG2.forward(low) - 1e-9);
        int last = (int) Math.floor(ScaleKind.LOG2.forward(high) + 1e-9);
        if (last - first < 1) {
            return withinDecades(low, high, most);
        }
        int step = 1;
        while ((last - first + step) / step > most) {
            step *= 2;
        }
        List<Tick> ticks = new ArrayList<>();
        for (int e = Math.ceilDiv(first, step) * step; e <= last; e += step) {
            ticks.add(new Tick(Math.scalb(1.0, e), powerOfTwo(e)));
        }
        return ticks;
    }

    /** "0.125" to "65536", and "2¹⁷" beyond. */
    static String powerOfTwo(int exponent) {
        boolean plain = exponent <= LARGEST_PLAIN_POWER_OF_TWO && exponent >= -3;
        return plain
                ? Significant.shortest(Math.scalb(1.0, exponent), 6)
                : "2" + superscript(exponent);
    }

    private static List<Tick> powersOfTen(double low, double high, int most) {
        int first = (int) Math.ceil(Math.log10(low) - 1e-9);
        int last = (int) Math.floor(Math.log10(high) + 1e-9);
        if (last - first < 2) {
            return withinDecades(low, high, most);
        }
        int step = Math.max(1, -Math.floorDiv(-(last - first + 1), most));
        boolean plain = first >= -2 && last <= 4;
        List<Tick> ticks = new ArrayList<>();
        for (int e = first; e <= last; e += step) {
            double value = Double.parseDouble("1e" + e);
            boolean unit = e == 0 || e == 1;
            ticks.add(
                    new Tick(
                            value,
                            plain || unit
                                    ? Significant.shortest(value, 5)
                                    : "10" + superscript(e)));
        }
        return ticks;
    }

    /** For a short stretch of a logarithmic axis: 1, 2, 5 of each decade, else an even ladder. */
    private static List<Tick> withinDecades(double low, double high, int most) {
        List<Tick> ticks = new ArrayList<>();
        int first = (int) Math.floor(Math.log10(low));
        int last = (int) Math.ceil(Math.log10(high));
        for (int e = first; e <= last; e++) {
            for (int digit : new int[] {1, 2, 5}) {
                double value = Double.parseDouble(digit + "e" + e);
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
                    ticks.add(new Tick(value, decadeLabel(digit, e)));
                }
            }
        }
        return ticks.size() >= 2 && ticks.size() <= most ? ticks : linear(low, high, most);
    }

    private static String decadeLabel(int digit, int exponent) {
        if (exponent >= -3 && exponent <= 4) {
            return Significant.shortest(Double.parseDouble(digit + "e" + exponent), 5);
        }
        return (digit == 1 ? "" : digit + "×") + "10" + superscript(exponent);
    }

    static String superscript(int value) {
        StringBuilder out = new StringBuilder();
        for (char c : Integer.toString(value).toCharArray()) {
            out.append(c == '-' ? '⁻' : SUPERSCRIPTS.charAt(c - '0'));
        }
        return out.toString();
    }
}
