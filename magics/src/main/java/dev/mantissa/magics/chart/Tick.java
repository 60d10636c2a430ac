package dev.mantissa.magics.chart;

/** A labelled value on an axis. */
record Tick(double value, String label) {}
