/** One class per magic. */
@NullMarked
package dev.mantissa.magics.line;

import org.jspecify.annotations.NullMarked;
