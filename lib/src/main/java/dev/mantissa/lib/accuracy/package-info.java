/** The accuracy suite: what quantised weights do to the results of computations, against f64. */
@NullMarked
package dev.mantissa.lib.accuracy;

import org.jspecify.annotations.NullMarked;
