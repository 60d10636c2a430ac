package dev.mantissa.kernel.session;

import java.util.List;

/**
 * What was declared again of earlier cells.
 *
 * @param failures a sentence for each declaration that no longer compiles
 */
public record Redeclared(long imports, long types, long methods, List<String> failures) {}
