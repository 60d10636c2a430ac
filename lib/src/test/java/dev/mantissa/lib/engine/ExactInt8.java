package dev.mantissa.lib.engine;

import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.ValueLayout;

/**
 * The definition of a product with 8-bit activations, from the scheme's own codes and levels: the
 * dot product of a block in integers, of doubled levels so that halves are exact too.
 */
final class ExactInt8 {
    private static final int BLOCK = 32;

    private ExactInt8() {}

    /** alpha · x · weights transposed + beta · old, row-major [m, n]. */
    static float[] product(Matrix x, QuantTensor weights, float[] old, float alpha, float beta) {
        float[] result = new float[x.rows() * weights.rows()];
        for (int token = 0; token < x.rows(); token++) {
            int[] codes = new int[x.cols()];
            float[] scales = round(x, token, codes);
            for (int row = 0; row < weights.rows(); row++) {
                float sum = 0;
                for (int b = 0; b < scales.length; b++) {
                    long twice = twiceDot(weights, row, b, codes);
                    float dot = twice / 2f;
                    sum = Math.fma(scale(weights, row, b * BLOCK), dot * scales[b], sum);
                }
                int at = token * weights.rows() + row;
                result[at] = beta == 0 ? alpha * sum : alpha * sum + beta * old[at];
            }
        }
        return result;
    }

    private static float[] round(Matrix x, int token, int[] codes) {
        float[] scales = new float[(x.cols() + BLOCK - 1) / BLOCK];
        for (int b = 0; b < scales.length; b++) {
            float largest = 0;
            int end = Math.min(x.cols(), (b + 1) * BLOCK);
            for (int i = b * BLOCK; i < end; i++) {
                largest = Math.max(largest, Math.abs(Matrices.get(x, token, i)));
            }
            scales[b] = largest / 127;
            float inverse = largest == 0 ? 0 : 1 / scales[b];
            for (int i = b * BLOCK; i < end; i++) {
                codes[i] = (int) Math.rint(Matrices.get(x, token, i) * inverse);
            }
        }
        return scales;
    }

    private static long twiceDot(QuantTensor weights, int row, int block, int[] codes) {
        long sum = 0;
        for (int i = block * BLOCK; i < Math.min(codes.length, (block + 1) * BLOCK); i++) {
            sum += (long) (2 * level(weights, row, i)) * codes[i];
        }
        return sum;
    }

    private static float level(QuantTensor weights, int row, int col) {
        int bytes = 4 * weights.bits();
        int place = col % BLOCK;
        long at = row * weights.rowBytes() + (long) col / BLOCK * bytes + place % bytes;
        byte stored = weights.codes().get(ValueLayout.JAVA_BYTE, at);
        int code = stored >> place / bytes * weights.bits();
        return weights.level(weights.bits() == 8 ? code : code & (1 << weights.bits()) - 1);
    }

    private static float scale(QuantTensor weights, int row, int col) {
        long at = row * weights.scaleRowBytes() + col / weights.group() * 2L;
        short bits = weights.scales().get(ValueLayout.JAVA_SHORT_UNALIGNED, at);
        return Float.float16ToFloat(bits);
    }
}
