/** Data sets: each one a generator or a loader with a checksum. */
@NullMarked
package dev.mantissa.datasets;

import org.jspecify.annotations.NullMarked;
