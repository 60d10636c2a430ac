package dev.mantissa.lib.accuracy;

/**
 * Between which relative errors a scenario passes.
 *
 * @param expected what theory predicts
 * @param least below it the weights in use cannot be the quantised ones
 * @param most above it something is wrong with the scheme or the kernel
 * @param source where these come from, in words
 */
public record Tolerance(double expected, double least, double most, String source) {

    /** Whether the error lies between; false for NaN. */
    public boolean holds(double error) {
        return error >= least && error <= most;
    }
}
