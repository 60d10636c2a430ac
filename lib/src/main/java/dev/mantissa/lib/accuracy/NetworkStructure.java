package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.nd4j.TanhNetwork;
import dev.mantissa.lib.quant.QuantScheme;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A Deeplearning4j network: three dense layers, tanh between them. The reference is computed here;
 * the quantised run is Deeplearning4j's own, after {@code NetworkQuantizer} has been at it.
 */
final class NetworkStructure implements Structure {
    @Override
    public String name() {
        return "network";
    }

    @Override
    public String summary() {
        return "a Deeplearning4j network: three dense layers, tanh between them";
    }

    @Override
    public List<MatrixShape> weights(MatrixShape shape) {
        return List.of(shape, shape.transposed(), shape);
    }

    @Override
    public int inputs(MatrixShape shape) {
        return shape.cols();
    }

    @Override
    public double[] forward(MatrixShape shape, double[] x, int m, Linear linear) {
        double[] state = x;
        int last = weights(shape).size() - 1;
        for (int i = 0; i < last; i++) {
            state = linear.apply(i, state, m);
            for (int j = 0; j < state.length; j++) {
                state[j] = Math.tanh(state[j]);
            }
        }
        return linear.apply(last, state, m);
    }

    /** Deeplearning4j computes with decoded weights and f32 activations. */
    @Override
    public boolean takes(QuantScheme scheme) {
        return SchemeFacts.takesFloats(scheme);
    }

    @Override
    public @Nullable String obstacle() {
        return TanhNetwork.obstacle();
    }

    @Override
    public Computed compute(Draw draw, Packed packed, Kernel kernel) {
        List<float[]> weights =
                IntStream.range(0, draw.shapes().size()).mapToObj(draw::weights).toList();
        TanhNetwork network = new TanhNetwork(weights, inputs(draw.shape()));
        float[] output =
                network.quantised(packed.scheme(), PackedLinear.narrow(draw.input()), draw.rows());
        double[] exact =
                forward(
                        draw.shape(),
                        draw.input(),
                        draw.rows(),
                        (i, x, m) -> DoubleProduct.of(x, m, packed.rows(i), packed.shape(i)));
        long terms = draw.shapes().stream().mapToLong(MatrixShape::cols).sum();
        return new Computed(
                PackedLinear.widened(output),
                new Arithmetic(
                        PackedLinear.distance(output, exact),
                        Arithmetic.f32Bound(terms),
                        "f32 sums of %d terms in a row of layers, 2^-24 each".formatted(terms)));
    }
}
