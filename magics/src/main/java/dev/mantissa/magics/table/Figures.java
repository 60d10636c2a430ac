package dev.mantissa.magics.table;

import java.util.Locale;

/** Numbers with units, for a person: three significant digits, the same in every locale. */
public final class Figures {
    private static final String[] TIMES = {"ns", "µs", "ms", "s"};
    private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Figures() {}

    /** "1.24 ms"; from two minutes on "3 min 20 s". */
    public static String time(double nanos) {
        if (nanos >= 120e9) {
            long seconds = Math.round(nanos / 1e9);
            return "%d min %d s".formatted(seconds / 60, seconds % 60);
        }
        double value = nanos;
        int unit = 0;
        while (unit < TIMES.length - 1 && Math.abs(value) >= 999.5) {
            value /= 1000;
            unit++;
        }
        return threeDigits(value) + " " + TIMES[unit];
    }

    /** "1.50 MiB"; whole bytes below 1,024. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (unit < SIZES.length - 1 && Math.abs(value) >= 1023.5) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : threeDigits(value) + " " + SIZES[unit];
    }

    /** "1,024". */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A relative error: "2.93e-4"; "0" for none at all. */
    public static String error(double error) {
        if (error == 0 || Double.isNaN(error)) {
            return error == 0 ? "0" : "none";
        }
        if (Double.isInfinite(error)) {
            return "infinite";
        }
        String text = String.format(Locale.ROOT, "%.2e", error);
        return text.replaceFirst("e([+-])0*(\\d)", "e$1$2").replace("e+", "e");
    }

    private static String threeDigits(double value) {
        double size = Math.abs(value);
        int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
