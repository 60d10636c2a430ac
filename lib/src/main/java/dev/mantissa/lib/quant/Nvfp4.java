package dev.mantissa.lib.quant;

/**
 * NVIDIA's NVFP4 blocks: 16 elements e2m1 share a scale e4m3, and all of them one f32, the largest
 * magnitude / (6 · 448). By absmax the largest of a block takes 6; by search it takes the scale of
 * least squared error among those near by.
 */
final class Nvfp4 extends E2m1Scheme {
    private static final int GROUP = 16;
    private static final float LARGEST = 6;
    private static final float[] FACTORS = ScaleSearch.steps(0.8f, 1.6f, 21);
    private static final QuantChoices CHOICES = choices(GROUP);

    Nvfp4() {
        this(CHOICES.usual());
    }

    private Nvfp4(QuantOptions options) {
        super("nvfp4", CHOICES, options, ScaleType.E4M3);
    }

    @Override
    public String summary() {
        return "4-bit floats e2m1, scales e4m3 and one f32";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new Nvfp4(options);
    }

    @Override
    public double largestWeight() {
        return Float.MAX_VALUE;
    }

    @Override
    float tensorScale(float largest) {
        float scale = largest / (LARGEST * ScaleType.E4M3.largest());
        return scale < Float.MIN_NORMAL ? Float.MIN_NORMAL : scale;
    }

    @Override
    float absmax(double largest) {
        return ScaleType.E4M3.nearest((float) (largest / LARGEST));
    }

    @Override
    float[] trials(float largest) {
        float[] trials = new float[FACTORS.length];
        for (int i = 0; i < trials.length; i++) {
            trials[i] = ScaleType.E4M3.nearest(largest / LARGEST * FACTORS[i]);
        }
        return trials;
    }
}
