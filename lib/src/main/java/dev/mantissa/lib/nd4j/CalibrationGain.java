package dev.mantissa.lib.nd4j;

/**
 * What a calibration did for one weight array. Errors are those of its products with what the layer
 * gets when the network runs on the batch, relative to the products of the original weights.
 *
 * @param method "gptq"
 * @param rows how many rows of inputs were used
 * @param plain error as the scheme rounds by itself
 * @param calibrated error now
 */
public record CalibrationGain(String method, int rows, double plain, double calibrated) {}
