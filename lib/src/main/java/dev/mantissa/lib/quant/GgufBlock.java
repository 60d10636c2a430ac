package dev.mantissa.lib.quant;

import java.util.Arrays;

/** One block of a GGUF format, taken apart: a weight is level(code) · scale - min. */
final class GgufBlock {
    /** One for each weight. */
    final byte[] codes;

    /** One for each group, the block's own factor included. */
    final float[] scales;

    /** What is subtracted in each group; 0 in symmetric formats. */
    final float[] mins;

    /** Scales as integers, where the format has them so. */
    final int[] scaleCodes;

    final int[] minCodes;

    /** f16 factors of the scales and mins. */
    float d;

    float dmin;

    GgufBlock(int weights, int groups) {
        codes = new byte[weights];
        scales = new float[groups];
        mins = new float[groups];
        scaleCodes = new int[groups];
        minCodes = new int[groups];
    }

    void clear() {
        Arrays.fill(codes, (byte) 0);
        Arrays.fill(scales, 0);
        Arrays.fill(mins, 0);
        Arrays.fill(scaleCodes, 0);
        Arrays.fill(minCodes, 0);
        d = 0;
        dmin = 0;
    }
}
