package dev.mantissa.lib.accuracy;

/** How a computation multiplies by its weights: exactly, disturbed, or with packed ones. */
@FunctionalInterface
interface Linear {
    /**
     * y [m, n] = x [m, k] · weight [n, k] transposed, row-major.
     *
     * @param weight index of the weight
     * @param m number of rows of x
     */
    double[] apply(int weight, double[] x, int m);
}
