/** What leaves the range of a format: counted, clamped, computed again, traced. */
@NullMarked
package dev.mantissa.lib.range;

import org.jspecify.annotations.NullMarked;
