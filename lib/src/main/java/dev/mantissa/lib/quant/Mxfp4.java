package dev.mantissa.lib.quant;

/**
 * The MXFP4 blocks of the Open Compute Project: 32 elements e2m1 share a power of two, stored in
 * one byte. By absmax it is 2^(floor(log2 of the largest) - 2), as the specification has it, so
 * that the largest may be cut off at 6; by search the power of two of least squared error.
 */
final class Mxfp4 extends E2m1Scheme {
    private static final int LARGEST_EXPONENT = 2;
    private static final QuantChoices CHOICES = choices(BLOCK);

    Mxfp4() {
        this(CHOICES.usual());
    }

    private Mxfp4(QuantOptions options) {
        super("mxfp4", CHOICES, options, ScaleType.E8M0);
    }

    @Override
    public String summary() {
        return "4-bit floats e2m1, scales are powers of two";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new Mxfp4(options);
    }

    @Override
    float absmax(double largest) {
        return rule(largest);
    }

    static float rule(double largest) {
        int exponent = Math.getExponent(largest) - LARGEST_EXPONENT;
        return largest == 0 ? 0 : Math.scalb(1f, Math.clamp(exponent, -126, 127));
    }

    @Override
    float[] trials(float largest) {
        float scale = rule(largest);
        return new float[] {Math.max(scale / 2, Float.MIN_NORMAL), scale, scale * 2};
    }
}
