package dev.mantissa.lib.format;

/**
 * NVIDIA's 4-bit blocks: 16 elements e2m1 share a scale e4m3. The scale for the whole tensor that
 * goes with them is a power of two here, one for each block, so that no block leaves e4m3's range:
 * it rounds as a tensor's does, as long as its blocks lie within 2^14 of each other.
 */
public final class NvFp4 extends ScaledFormat {
    private static final int BLOCK = 16;

    public static final NvFp4 FORMAT = new NvFp4();

    private NvFp4() {
        super("nvfp4", BLOCK, E2m1.FORMAT);
    }

    @Override
    double scale(float largest) {
        double wanted = (double) largest / E2m1.MAX;
        int tensor = Math.getExponent(wanted);
        return Math.scalb((double) F8e4m3.FORMAT.round(Math.scalb(wanted, -tensor)), tensor);
    }

    /** A scale e4m3 may be zero. */
    @Override
    double scaleOfZeros() {
        return 0;
    }

    @Override
    public String definedIn() {
        return "NVIDIA, PTX ISA: mma with block scaling, kind::mxf4nvf4";
    }
}
