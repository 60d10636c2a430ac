package dev.mantissa.kernel.debug;

/**
 * A line of a cell as front ends name it.
 *
 * @param path that of {@link CellSources}
 * @param line from 1
 */
record CellLine(String path, int line) {}
