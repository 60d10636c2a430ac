package dev.mantissa.kernel.debug;

/**
 * A line of a cell.
 *
 * @param code the whole cell, as it was sent
 * @param line from 1
 */
public record CellPlace(String code, int line) {}
