package dev.mantissa.datasets;

import java.util.List;

/**
 * One way to write a digit, in the unit box with y downwards.
 *
 * @param name of the form, for a person
 * @param paths each a chain of cubic curves: x, y of the start, then three points per curve
 * @param filled whether the paths are outlines to fill, not strokes of a pen
 */
record Glyph(int digit, String name, List<double[]> paths, boolean filled) {}
