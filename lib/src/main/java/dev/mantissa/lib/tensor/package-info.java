/** Tensors, their storage and element types. */
@NullMarked
package dev.mantissa.lib.tensor;

import org.jspecify.annotations.NullMarked;
