package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.format.NumberFormat;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of {@link Networks#multiLayer()} by plain loops with f64 sums, every operand of a
 * product rounded, from the activations that the network itself recorded.
 */
final class Reference {
    private static final int CHANNELS = 2;
    private static final int SIZE = 8;
    private static final int KERNEL = 3;
    private static final int MAPS = 4;
    private static final int OUT = SIZE - KERNEL + 1;
    private static final int FLAT = MAPS * OUT * OUT;
    private static final int HIDDEN = 16;

    private final List<NumberFormat> formats;
    private final int n;
    private NumberFormat format;

    Reference(NumberFormat format, int examples) {
        this(List.of(format, format, format), examples);
    }

    /** With a format for each layer: convolution, dense, output. */
    Reference(List<NumberFormat> formats, int examples) {
        this.formats = formats;
        this.format = formats.getFirst();
        this.n = examples;
    }

    /** In the order of DL4J's flattened gradient. */
    double[] gradient(
            Map<String, INDArray> parameters, INDArray x, INDArray y, INDArray[] activations) {
        float[] maps = Under.floats(activations[0]);
        float[] hidden = Under.floats(activations[1]);
        float[] out = Under.floats(activations[2]);
        float[] delta2 = new float[out.length];
        float[] labels = Under.floats(y);
        for (int i = 0; i < out.length; i++) {
            delta2[i] = out[i] - labels[i];
        }
        int classes = Networks.CLASSES;
        format = formats.get(2);
        float[] delta1 = back(delta2, Under.floats(parameters.get("2_W")), HIDDEN, classes, hidden);
        double[] last = weightGradient(hidden, delta2, HIDDEN, classes);
        format = formats.get(1);
        float[] delta0 = back(delta1, Under.floats(parameters.get("1_W")), FLAT, HIDDEN, maps);
        double[] middle = weightGradient(maps, delta1, FLAT, HIDDEN);
        format = formats.get(0);
        double[] all =
                new double[(int) parameters.values().stream().mapToLong(INDArray::length).sum()];
        int at = 0;
        at = put(all, at, mapSums(delta0));
        at = put(all, at, kernelGradient(Under.floats(x), delta0));
        at = put(all, at, middle);
        at = put(all, at, columnSums(delta1, HIDDEN));
        at = put(all, at, last);
        put(all, at, columnSums(delta2, classes));
        return all;
    }

    private static int put(double[] all, int at, double[] part) {
        System.arraycopy(part, 0, all, at, part.length);
        return at + part.length;
    }

    private double product(float a, float b) {
        return (double) format.round(a) * format.round(b);
    }

    /** delta [n,outs] · Wᵀ [outs,ins], times the derivative of tanh at the activation. */
    private float[] back(float[] delta, float[] weights, int ins, int outs, float[] activation) {
        float[] result = new float[n * ins];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < ins; k++) {
                double sum = 0;
                for (int j = 0; j < outs; j++) {
                    sum += product(delta[i * outs + j], weights[k * outs + j]);
                }
                float a = activation[i * ins + k];
                result[i * ins + k] = (float) sum * (1 - a * a);
            }
        }
        return result;
    }

    /** inputᵀ [ins,n] · delta [n,outs], in f order as DL4J keeps it. */
    private double[] weightGradient(float[] input, float[] delta, int ins, int outs) {
        double[] result = new double[ins * outs];
        for (int k = 0; k < ins; k++) {
            for (int j = 0; j < outs; j++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += product(input[i * ins + k], delta[i * outs + j]);
                }
                result[j * ins + k] = sum;
            }
        }
        return result;
    }

    private double[] columnSums(float[] delta, int outs) {
        double[] sums = new double[outs];
        for (int i = 0; i < delta.length; i++) {
            sums[i % outs] += delta[i];
        }
        return sums;
    }

    private double[] mapSums(float[] delta) {
        double[] sums = new double[MAPS];
        for (int i = 0; i < delta.length; i++) {
            sums[i / (OUT * OUT) % MAPS] += delta[i];
        }
        return sums;
    }

    private double[] kernelGradient(float[] x, float[] delta) {
        double[] result = new double[MAPS * CHANNELS * KERNEL * KERNEL];
        for (int at = 0; at < result.length; at++) {
            int v = at % KERNEL;
            int u = at / KERNEL % KERNEL;
            int channel = at / (KERNEL * KERNEL) % CHANNELS;
            int map = at / (KERNEL * KERNEL * CHANNELS);
            for (int i = 0; i < n; i++) {
                for (int r = 0; r < OUT; r++) {
                    for (int c = 0; c < OUT; c++) {
                        float pixel = x[((i * CHANNELS + channel) * SIZE + r + u) * SIZE + c + v];
                        result[at] += product(pixel, delta[((i * MAPS + map) * OUT + r) * OUT + c]);
                    }
                }
            }
        }
        return result;
    }
}
