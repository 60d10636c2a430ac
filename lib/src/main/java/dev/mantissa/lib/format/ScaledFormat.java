package dev.mantissa.lib.format;

/**
 * Blocks of narrow floats and a scale for each block: a value is an element times the scale. Scales
 * have more range than f32, so they come as f64, which holds them exactly.
 */
public abstract class ScaledFormat extends BlockFormat {
    private final BinaryFormat element;

    ScaledFormat(String name, int block, BinaryFormat element) {
        super(name, block);
        this.element = element;
    }

    /** What a block is stored in, but for its scale. */
    public final BinaryFormat element() {
        return element;
    }

    @Override
    public final int exponentBits() {
        return element.exponentBits();
    }

    @Override
    public final int mantissaBits() {
        return element.mantissaBits();
    }

    /** The scale of a block whose largest magnitude this is, positive and finite. */
    abstract double scale(float largest);

    /** The scale of a block of zeros. */
    abstract double scaleOfZeros();

    @Override
    final void roundBlock(float[] values, int from, int count, float largest) {
        double scale = scale(largest);
        for (int i = from; i < from + count; i++) {
            // In f64: a scale below the smallest normal f32 is none there.
            values[i] = (float) (element.round(values[i] / scale) * scale);
        }
    }

    /**
     * Replaces a vector by its elements and writes down the scales of its blocks. A block that
     * holds NaN or infinity becomes zeros with the scale NaN.
     *
     * @param values of which {@code count} from {@code from} on are the vector
     * @param scales gets ⌈count / block⌉ of them, from {@code at} on
     */
    public final void encode(float[] values, int from, int count, double[] scales, int at) {
        for (int i = 0; i < count; i += block()) {
            int length = Math.min(block(), count - i);
            float largest = largest(values, from + i, length);
            double scale =
                    largest == 0
                            ? scaleOfZeros()
                            : largest < Float.POSITIVE_INFINITY ? scale(largest) : Double.NaN;
            for (int j = from + i; j < from + i + length; j++) {
                boolean any = largest > 0 && largest < Float.POSITIVE_INFINITY;
                values[j] = any ? element.round(values[j] / scale) : 0;
            }
            scales[at + i / block()] = scale;
        }
    }
}
