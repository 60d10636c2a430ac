package dev.mantissa.lib.bench;

/**
 * How far a measurement is.
 *
 * @param doing for a person: "n = 256: sampling, 14 of each"
 * @param fraction of the budget that is spent, 0 to 1
 */
public record Progress(String doing, double fraction) {
    /** Hears of it, now and then. */
    @FunctionalInterface
    public interface Listener {
        void at(Progress progress);
    }
}
