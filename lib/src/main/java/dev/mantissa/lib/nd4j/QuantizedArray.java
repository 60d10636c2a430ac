package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.quant.QuantTensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A quantised matrix.
 *
 * @param packed its packed form, a scale per group of each row
 * @param decoded the values that the packed form stands for, shaped as the matrix was
 * @param report sizes and error
 */
public record QuantizedArray(QuantTensor packed, INDArray decoded, LayerReport report) {}
