/** Benchmarks: time and error of the same work, side by side. */
@NullMarked
package dev.mantissa.lib.bench;

import org.jspecify.annotations.NullMarked;
