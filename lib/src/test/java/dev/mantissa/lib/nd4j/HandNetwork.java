package dev.mantissa.lib.nd4j;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Three dense layers, 24 -> 16 -> 12 -> 3, tanh between them, as a network of each kind and as
 * plain loops in f64 in which the operands of chosen layers are rounded to 7 mantissa bits.
 */
final class HandNetwork {
    private static final int[] WIDTHS = {24, 16, 12, 3};
    private static final int EXAMPLES = 40;
    private static final double[] SPREADS = {0.3, 1.0, 0.05};

    private final INDArray[] weights = new INDArray[3];
    final INDArray x = Under.normal(3, EXAMPLES, WIDTHS[0]);

    HandNetwork() {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Under.normal(20 + i, WIDTHS[i], WIDTHS[i + 1]).muli(SPREADS[i]);
        }
    }

    MultiLayerNetwork multiLayer() {
        var net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .list(hidden(0), hidden(1), output())
                                .build());
        net.init();
        for (int i = 0; i < weights.length; i++) {
            net.getParam(i + "_W").assign(weights[i]);
        }
        return net;
    }

    ComputationGraph graph() {
        var net =
                new ComputationGraph(
                        new NeuralNetConfiguration.Builder()
                                .graphBuilder()
                                .addInputs("in")
                                .addLayer("a", hidden(0), "in")
                                .addLayer("b", hidden(1), "a")
                                .addLayer("c", output(), "b")
                                .setOutputs("c")
                                .build());
        net.init();
        String[] names = {"a_W", "b_W", "c_W"};
        for (int i = 0; i < weights.length; i++) {
            net.getParam(names[i]).assign(weights[i]);
        }
        return net;
    }

    /** With a loss after the result, which needs labels that nobody gives. */
    SameDiff sameDiff() {
        SameDiff graph = SameDiff.create();
        SDVariable value = graph.placeHolder("in", DataType.FLOAT, -1, WIDTHS[0]);
        SDVariable labels = graph.placeHolder("labels", DataType.FLOAT, -1, WIDTHS[3]);
        String[] names = {"a", "b", "c"};
        for (int i = 0; i < weights.length; i++) {
            SDVariable weight = graph.var("w" + i, weights[i].dup());
            value = value.mmul(names[i], weight);
            value = i < 2 ? graph.math().tanh(value) : value;
        }
        value.sub(labels).mmul(graph.var("unused", weights[2].transpose().dup())).norm2("loss");
        return graph;
    }

    /**
     * The output in f64, [n, 3] row by row, where layer i rounds its operands if its bit is set.
     */
    double[] output(int rounding) {
        double[] values = x.dup('c').data().asDouble();
        for (int layer = 0; layer < weights.length; layer++) {
            double[] w = weights[layer].dup('c').data().asDouble();
            boolean rounds = (rounding >> layer & 1) != 0;
            int ins = WIDTHS[layer];
            int outs = WIDTHS[layer + 1];
            double[] next = new double[EXAMPLES * outs];
            for (int at = 0; at < next.length; at++) {
                double sum = 0;
                for (int k = 0; k < ins; k++) {
                    double a = values[at / outs * ins + k];
                    double b = w[k * outs + at % outs];
                    sum += rounds ? bits7(a) * bits7(b) : a * b;
                }
                next[at] = layer < 2 ? Math.tanh(sum) : sum;
            }
            values = next;
        }
        return values;
    }

    /** Seven bits after the leading one, ties to even. */
    private static double bits7(double value) {
        double step = Math.scalb(1.0, Math.getExponent(value) - 7);
        return Math.rint(value / step) * step;
    }

    /** ‖output(rounding) - output(0)‖ / ‖output(0)‖. */
    double error(int rounding) {
        double[] rounded = output(rounding);
        double[] exact = output(0);
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < exact.length; i++) {
            difference += (rounded[i] - exact[i]) * (rounded[i] - exact[i]);
            norm += exact[i] * exact[i];
        }
        return Math.sqrt(difference / norm);
    }

    /** The networks by their kinds. */
    Map<String, Object> all() {
        return Map.of(
                "MultiLayerNetwork", multiLayer(),
                "ComputationGraph", graph(),
                "SameDiff", sameDiff());
    }

    private static DenseLayer hidden(int layer) {
        return new DenseLayer.Builder()
                .nIn(WIDTHS[layer])
                .nOut(WIDTHS[layer + 1])
                .activation(Activation.TANH)
                .build();
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MSE)
                .nIn(WIDTHS[2])
                .nOut(WIDTHS[3])
                .activation(Activation.IDENTITY)
                .build();
    }
}
