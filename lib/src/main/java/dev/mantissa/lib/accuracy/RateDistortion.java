package dev.mantissa.lib.accuracy;

/**
 * What no storage can beat: normally distributed values in b bits each have a relative error (root
 * mean square) of 2^-b at least (Shannon 1959; Cover and Thomas, Elements of Information Theory,
 * theorem 10.3.2).
 */
public final class RateDistortion {
    private RateDistortion() {}

    /** The least relative error with so many bits for each value. */
    public static double floor(double bits) {
        return Math.pow(2, -bits);
    }

    /** The least number of bits for each value with that relative error. */
    public static double bits(double error) {
        return -Math.log(error) / Math.log(2);
    }
}
