/** The catalogue of magics and the program's entry point. */
@NullMarked
package dev.mantissa.magics;

import org.jspecify.annotations.NullMarked;
