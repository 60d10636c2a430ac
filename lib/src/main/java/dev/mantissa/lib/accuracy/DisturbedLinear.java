package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.quant.QuantScheme;
import java.util.SplittableRandom;

/**
 * f64 products with weights that are disturbed as storing them in few bits does in theory, without
 * any quantiser: w' = (1 - e²)·w + e·√(1 - e²)·z, z random with the variance of w. That is the test
 * channel by which rate-distortion theory describes the best storage with the relative error e: its
 * error is orthogonal to what is stored (Cover and Thomas, Elements of Information Theory, 10.3).
 */
final class DisturbedLinear implements Linear {
    private static final double UNIT_UNIFORM = Math.sqrt(12);

    private final Draw draw;
    private final QuantScheme scheme;
    private final long seed;

    DisturbedLinear(Draw draw, QuantScheme scheme, long seed) {
        this.draw = draw;
        this.scheme = scheme;
        this.seed = seed;
    }

    @Override
    public double[] apply(int weight, double[] x, int m) {
        MatrixShape shape = draw.shapes().get(weight);
        double[] moved = activations(x, m, weight);
        double[] kept = draw.exactly(weight, moved, m);
        double[] noise = DoubleProduct.of(moved, m, noise(weight, shape.cols()), shape);
        double error = Math.min(1, SchemeFacts.expectedError(scheme, shape));
        double share = 1 - error * error;
        double strength = error * Math.sqrt(share);
        for (int i = 0; i < kept.length; i++) {
            kept[i] = share * kept[i] + strength * noise[i];
        }
        return kept;
    }

    /** Uniform values with the variance 1/k of the weights, the same for the same row. */
    private DoubleProduct.Rows noise(int weight, int k) {
        float width = (float) (UNIT_UNIFORM / Math.sqrt(k));
        return (row, to) -> {
            SplittableRandom random = new SplittableRandom(seed + ((long) weight << 32) + row);
            for (int col = 0; col < to.length; col++) {
                to[col] = ((random.nextInt() >>> 8) * 0x1p-24f - 0.5f) * width;
            }
        };
    }

    private double[] activations(double[] x, int m, int weight) {
        double relative = SchemeFacts.activationError(scheme, x, x.length / m);
        if (relative == 0) {
            return x;
        }
        double squares = 0;
        for (double value : x) {
            squares += value * value;
        }
        double width = relative * Math.sqrt(squares / x.length) * UNIT_UNIFORM;
        SplittableRandom random = new SplittableRandom(seed - weight);
        double[] moved = x.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (random.nextDouble() - 0.5) * width;
        }
        return moved;
    }
}
