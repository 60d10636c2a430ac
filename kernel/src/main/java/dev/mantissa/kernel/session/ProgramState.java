package dev.mantissa.kernel.session;

import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the whole JVM that a cell can spoil; put back before each cell.
 *
 * @param locale default locale
 * @param display locale for texts
 * @param format locale for numbers and dates
 * @param zone default time zone
 * @param handler what shows an exception that ends a thread
 */
record ProgramState(
        Locale locale,
        Locale display,
        Locale format,
        TimeZone zone,
        Thread.@Nullable UncaughtExceptionHandler handler) {

    static ProgramState capture(Thread.UncaughtExceptionHandler handler) {
        return new ProgramState(
                Locale.getDefault(),
                Locale.getDefault(Locale.Category.DISPLAY),
                Locale.getDefault(Locale.Category.FORMAT),
                TimeZone.getDefault(),
                handler);
    }

    void restore() {
        CellStreams.instance().restore();
        if (!Locale.getDefault().equals(locale)) {
            Locale.setDefault(locale);
        }
        Locale.setDefault(Locale.Category.DISPLAY, display);
        Locale.setDefault(Locale.Category.FORMAT, format);
        TimeZone.setDefault(zone);
        Thread.setDefaultUncaughtExceptionHandler(handler);
    }
}
