package dev.mantissa.lib.nd4j;

import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small convolutional networks for images [n, 2, 8, 8] and 3 classes, always the same. */
final class Networks {
    static final int CLASSES = 3;

    private Networks() {}

    static INDArray images(int n) {
        return Under.normal(11, n, 2, 8, 8);
    }

    static INDArray labels(int n) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, n, CLASSES);
        for (int i = 0; i < n; i++) {
            labels.putScalar(i, i % CLASSES, 1f);
        }
        return labels;
    }

    static MultiLayerNetwork multiLayer() {
        return multiLayer(7);
    }

    static MultiLayerNetwork multiLayer(long seed) {
        MultiLayerConfiguration configuration =
                new NeuralNetConfiguration.Builder()
                        .seed(seed)
                        .updater(new Adam(0.01))
                        .list()
                        .layer(convolution())
                        .layer(dense())
                        .layer(output())
                        .setInputType(InputType.convolutional(8, 8, 2))
                        .build();
        MultiLayerNetwork net = new MultiLayerNetwork(configuration);
        net.init();
        return net;
    }

    static ComputationGraph graph() {
        return graph(7);
    }

    static ComputationGraph graph(long seed) {
        ComputationGraphConfiguration configuration =
                new NeuralNetConfiguration.Builder()
                        .seed(seed)
                        .updater(new Adam(0.01))
                        .graphBuilder()
                        .addInputs("in")
                        .addLayer("conv", convolution(), "in")
                        .addLayer("dense", dense(), "conv")
                        .addLayer("out", output(), "dense")
                        .setOutputs("out")
                        .setInputTypes(InputType.convolutional(8, 8, 2))
                        .build();
        ComputationGraph net = new ComputationGraph(configuration);
        net.init();
        return net;
    }

    static SameDiff sameDiff() {
        return sameDiff(5);
    }

    static SameDiff sameDiff(long seed) {
        SameDiff graph = SameDiff.create();
        SDVariable in = graph.placeHolder("in", DataType.FLOAT, -1, 2, 8, 8);
        SDVariable label = graph.placeHolder("label", DataType.FLOAT, -1, CLASSES);
        SDVariable kernel = graph.var("w", Under.normal(seed, 3, 3, 2, 4).muli(0.3));
        SDVariable weights = graph.var("wd", Under.normal(seed + 1, 4 * 6 * 6, CLASSES).muli(0.1));
        SDVariable bias = graph.var("b", Nd4j.zeros(DataType.FLOAT, CLASSES));
        Conv2DConfig threeByThree = Conv2DConfig.builder().kH(3).kW(3).sH(1).sW(1).build();
        SDVariable convolved = graph.cnn().conv2d("conv", in, kernel, threeByThree);
        SDVariable flat = graph.nn().tanh(convolved).reshape(-1, 4 * 6 * 6);
        SDVariable logits = flat.mmul(weights).add("logits", bias);
        graph.nn().softmax("prob", logits, 1);
        graph.loss().softmaxCrossEntropy("loss", label, logits, null);
        graph.setLossVariables("loss");
        graph.setTrainingConfig(
                TrainingConfig.builder()
                        .updater(new Adam(0.01))
                        .dataSetFeatureMapping("in")
                        .dataSetLabelMapping("label")
                        .build());
        return graph;
    }

    static INDArray probabilities(SameDiff graph, INDArray images) {
        INDArray labels = labels((int) images.size(0));
        return graph.output(Map.of("in", images, "label", labels), "prob").get("prob");
    }

    private static ConvolutionLayer convolution() {
        return new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.TANH).build();
    }

    private static DenseLayer dense() {
        return new DenseLayer.Builder().nOut(16).activation(Activation.TANH).build();
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
