/** Kernels in C, called through the foreign function interface. Nothing is loaded before use. */
@NullMarked
package dev.mantissa.lib.nativecode;

import org.jspecify.annotations.NullMarked;
