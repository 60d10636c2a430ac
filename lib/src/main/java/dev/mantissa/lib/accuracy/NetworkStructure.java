package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.nd4j.TanhNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A Deeplearning4j network: three dense layers, tanh between them, which makes no relative error
 * larger. The reference is computed here; the quantised run is Deeplearning4j's own, after {@code
 * NetworkQuantizer} has been at it.
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
        List<Arithmetic> layers = new ArrayList<>();
        double[] exact =
                forward(
                        draw.shape(),
                        draw.input(),
                        draw.rows(),
                        (i, x, m) -> {
                            MatrixShape shape = packed.shape(i);
                            layers.add(PackedLinear.judged(0, packed.scheme(), x, m, shape));
                            return DoubleProduct.of(x, m, packed.rows(i), shape);
                        });
        return new Computed(
                PackedLinear.widened(output),
                new Arithmetic(
                        PackedLinear.distance(output, exact),
                        layers.stream().mapToDouble(Arithmetic::most).sum(),
                        "sum over layers: "
                                + layers.stream()
                                        .map(Arithmetic::source)
                                        .distinct()
                                        .collect(Collectors.joining("; "))));
    }
}
