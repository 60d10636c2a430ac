package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.quant.QuantScheme;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A Deeplearning4j network of dense layers with given weights, no biases, and tanh between them;
 * for callers that do not name ND4J's types.
 */
public final class TanhNetwork {
    private final MultiLayerNetwork network;
    private final int inputs;

    /**
     * Builds it.
     *
     * @param weights one array [outputs, inputs] for each layer, row-major; the inputs of a layer
     *     are the outputs of the one before
     * @param inputs of the first layer
     */
    public TanhNetwork(List<float[]> weights, int inputs) {
        this.inputs = inputs;
        var layers = new NeuralNetConfiguration.Builder().dataType(DataType.FLOAT).list();
        int in = inputs;
        for (int i = 0; i < weights.size(); i++) {
            int out = weights.get(i).length / in;
            boolean last = i == weights.size() - 1;
            layers.layer(
                    new DenseLayer.Builder()
                            .nIn(in)
                            .nOut(out)
                            .hasBias(false)
                            .activation(last ? Activation.IDENTITY : Activation.TANH)
                            .build());
            in = out;
        }
        network = new MultiLayerNetwork(layers.build());
        network.init();
        for (int i = 0; i < weights.size(); i++) {
            INDArray array = network.getParam(i + "_W");
            long rows = array.size(0);
            array.assign(
                    Nd4j.createFromArray(weights.get(i)).reshape(array.size(1), rows).transpose());
        }
    }

    /** Why ND4J cannot be used here; null if it can. */
    public static @Nullable String obstacle() {
        try {
            Nd4j.zeros(DataType.FLOAT, 1);
            return null;
        } catch (LinkageError | RuntimeException refused) {
            return "ND4J does not start: " + refused;
        }
    }

    /** The output [m, outputs], row-major, of the network quantised to that scheme. */
    public float[] quantised(QuantScheme scheme, float[] x, int m) {
        NetworkQuantizer quantizer = new NetworkQuantizer();
        quantizer.quantize(network, scheme);
        try {
            INDArray input = Nd4j.createFromArray(x).reshape(m, inputs);
            return network.output(input).dup('c').data().asFloat();
        } finally {
            quantizer.restore(network);
        }
    }
}
