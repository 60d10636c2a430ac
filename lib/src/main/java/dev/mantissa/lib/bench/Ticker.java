package dev.mantissa.lib.bench;

/** A clock that only goes forward. */
@FunctionalInterface
public interface Ticker {
    /** The clock of the machine. */
    Ticker SYSTEM = System::nanoTime;

    long nanos();

    /** The least difference that it shows, over some thousand readings. */
    default long resolutionNanos() {
        long least = Long.MAX_VALUE;
        long last = nanos();
        for (int i = 0; i < 2000; i++) {
            long now = nanos();
            if (now > last) {
                least = Math.min(least, now - last);
            }
            last = now;
        }
        return least == Long.MAX_VALUE ? 0 : least;
    }
}
