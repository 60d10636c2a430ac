package dev.mantissa.magics.chart;

/**
 * One thing that was measured for accuracy and speed.
 *
 * @param label what is written beside it
 * @param group things of one group share colour and marker; may be empty
 * @param error how wrong it is: smaller is better, 0 is exact
 * @param speed how fast it is: larger is better
 * @param low lower end of the speed's interval; equal to {@code speed} for none
 * @param high upper end
 */
public record ParetoPoint(
        String label, String group, double error, double speed, double low, double high) {
    /** A point of no group, without an interval. */
    public ParetoPoint(String label, double error, double speed) {
        this(label, "", error, speed, speed, speed);
    }

    /** Whether this is at least as good as {@code other} in both and better in one. */
    boolean dominates(ParetoPoint other) {
        return error <= other.error
                && speed >= other.speed
                && (error < other.error || speed > other.speed);
    }
}
