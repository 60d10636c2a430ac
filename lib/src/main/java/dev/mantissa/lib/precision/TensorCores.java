package dev.mantissa.lib.precision;

import dev.mantissa.lib.tensorcore.BlockSum;
import dev.mantissa.lib.tensorcore.OperandKind;

/**
 * Tensor cores that compute a product, bit for bit.
 *
 * @param sum how they add products, some at a time
 * @param kind the operands that they multiply
 * @param promote terms after which a sum goes into an f32 accumulator and begins anew; 0 for never
 */
public record TensorCores(BlockSum sum, OperandKind kind, int promote) {}
