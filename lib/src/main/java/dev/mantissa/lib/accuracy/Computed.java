package dev.mantissa.lib.accuracy;

/**
 * What quantised weights gave.
 *
 * @param output row-major
 * @param arithmetic how far the computation is from what the packed weights stand for
 */
record Computed(double[] output, Arithmetic arithmetic) {}
