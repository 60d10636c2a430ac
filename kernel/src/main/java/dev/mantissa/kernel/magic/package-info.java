/** Magics: lines that start with a percent sign. */
@NullMarked
package dev.mantissa.kernel.magic;

import org.jspecify.annotations.NullMarked;
