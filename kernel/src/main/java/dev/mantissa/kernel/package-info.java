/** The kernel process. */
@NullMarked
package dev.mantissa.kernel;

import org.jspecify.annotations.NullMarked;
