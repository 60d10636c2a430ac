package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.quant.Calibration;

/**
 * A calibration, and what the network runs on for it.
 *
 * @param data as {@link NetworkSensitivity#of} takes its inputs; a DataSet, a Tensor or a float[][]
 *     will do as well
 */
public record CalibrationBatch(Calibration method, Object data) {}
