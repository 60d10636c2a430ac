/** Errors and settings that the whole library shares. */
@NullMarked
package dev.mantissa.lib;

import org.jspecify.annotations.NullMarked;
