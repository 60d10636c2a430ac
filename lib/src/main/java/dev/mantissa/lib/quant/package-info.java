/** Quantisation schemes and packed tensors. */
@NullMarked
package dev.mantissa.lib.quant;

import org.jspecify.annotations.NullMarked;
