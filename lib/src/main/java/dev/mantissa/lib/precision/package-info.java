/** Precision modes, the policy in force and how it is scoped. */
@NullMarked
package dev.mantissa.lib.precision;

import org.jspecify.annotations.NullMarked;
