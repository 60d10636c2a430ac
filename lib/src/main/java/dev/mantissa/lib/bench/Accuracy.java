package dev.mantissa.lib.bench;

import dev.mantissa.lib.ErrorReport;

/**
 * How right a case is, found out before it is timed.
 *
 * @param error against the reference; its bound decides whether the case is timed at all
 * @param expected relative error that was predicted; NaN where there is no prediction
 * @param reference what the result was compared with: "f64"
 */
public record Accuracy(ErrorReport error, double expected, String reference) {}
