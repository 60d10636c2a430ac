package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.engine.Engine;
import dev.mantissa.lib.engine.Engines;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * What the hook costs per product and per training step, beside plain ND4J, interleaved: medians
 * and quartiles in microseconds. Arguments: any of products, dense, lstm; all by default.
 */
final class HookBench {
    private static final int[][] SHAPES = {
        {1, 64, 64},
        {16, 16, 16},
        {64, 64, 64},
        {128, 128, 128},
        {256, 256, 256},
        {1024, 1024, 1024}
    };

    private HookBench() {}

    public static void main(String[] arguments) {
        Set<String> asked =
                arguments.length == 0 ? Set.of("products", "dense", "lstm") : Set.of(arguments);
        if (asked.contains("products")) {
            products();
        }
        if (asked.contains("dense")) {
            INDArray images = Under.normal(1, 64, 784);
            step("dense 784-256-10, batch 64", dense(), new DataSet(images, labels(64)), 300);
        }
        if (asked.contains("lstm")) {
            INDArray sequences = Under.normal(1, 32, 32, 20);
            INDArray targets = Nd4j.zeros(DataType.FLOAT, 32, 10, 20);
            targets.putScalar(new int[] {0, 0, 0}, 1f);
            step("LSTM 32-64, 20 steps, batch 32", lstm(), new DataSet(sequences, targets), 30);
        }
    }

    private static void products() {
        OpExecutioner ours = Nd4j.getExecutioner();
        OpExecutioner plain = new NativeOpExecutioner();
        for (int[] shape : SHAPES) {
            INDArray a = Under.normal(1, shape[0], shape[1]);
            INDArray b = Under.normal(2, shape[1], shape[2]);
            INDArray c = Nd4j.create(DataType.FLOAT, new long[] {shape[0], shape[2]}, 'f');
            Map<String, Runnable> cases = new LinkedHashMap<>();
            cases.put("plain", () -> plain.exec(new Mmul(a, b, c, null)));
            for (String name : new String[] {"highest", "high", "medium"}) {
                Precision mode = Precisions.of(name);
                cases.put(name, () -> Under.under(mode, () -> ours.exec(new Mmul(a, b, c, null))));
            }
            Precision high = Precisions.of("high");
            Engine engine = Engines.select();
            Matrix left = MatrixStack.of(a, true).matrix(0);
            Matrix right = MatrixStack.of(b, false).matrix(0);
            Matrix result = MatrixStack.of(c, false).matrix(0);
            cases.put("engine high", () -> engine.matmul(left, right, result, 1, 0, high));
            cases.put("a.mmul(b) plain", () -> a.mmul(b));
            cases.put("a.mmul(b) high", () -> Under.under(high, () -> a.mmul(b)));
            int rounds = shape[2] > 512 ? 25 : shape[2] > 100 ? 400 : 2000;
            report(Arrays.toString(shape), cases, rounds);
        }
    }

    /** Training steps of one network, which goes on learning through all of them. */
    private static void step(String what, MultiLayerNetwork net, DataSet data, int rounds) {
        Map<String, Runnable> cases = new LinkedHashMap<>();
        for (String name : new String[] {"highest", "high", "medium"}) {
            Precision mode = Precisions.of(name);
            cases.put(
                    name,
                    () ->
                            Under.under(
                                    mode,
                                    () -> {
                                        net.fit(data);
                                        return net;
                                    }));
        }
        report(what, cases, rounds);
    }

    private static INDArray labels(int n) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, n, 10);
        for (int i = 0; i < n; i++) {
            labels.putScalar(i, i % 10, 1f);
        }
        return labels;
    }

    private static MultiLayerNetwork dense() {
        return network(
                new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .updater(new Sgd(1e-3))
                        .list()
                        .layer(
                                new DenseLayer.Builder()
                                        .nOut(256)
                                        .activation(Activation.RELU)
                                        .build())
                        .layer(
                                new OutputLayer.Builder(LossFunction.MCXENT)
                                        .nOut(10)
                                        .activation(Activation.SOFTMAX)
                                        .build())
                        .setInputType(InputType.feedForward(784))
                        .build());
    }

    private static MultiLayerNetwork lstm() {
        return network(
                new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .updater(new Sgd(1e-3))
                        .list()
                        .layer(new LSTM.Builder().nOut(64).activation(Activation.TANH).build())
                        .layer(
                                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                        .nOut(10)
                                        .activation(Activation.SOFTMAX)
                                        .build())
                        .setInputType(InputType.recurrent(32))
                        .build());
    }

    private static MultiLayerNetwork network(MultiLayerConfiguration configuration) {
        MultiLayerNetwork net = new MultiLayerNetwork(configuration);
        net.init();
        return net;
    }

    private static void report(String what, Map<String, Runnable> cases, int rounds) {
        Map<String, double[]> times = new LinkedHashMap<>();
        cases.keySet().forEach(name -> times.put(name, new double[rounds]));
        List<String> order = new ArrayList<>(cases.keySet());
        for (int round = -rounds / 2; round < rounds; round++) {
            // Each round begins with another case, so that none always follows the same one.
            Collections.rotate(order, 1);
            for (String name : order) {
                long start = System.nanoTime();
                cases.get(name).run();
                if (round >= 0) {
                    times.get(name)[round] = (System.nanoTime() - start) / 1e3;
                }
            }
        }
        System.out.println(what);
        double[] first = times.values().iterator().next();
        Arrays.sort(first);
        times.forEach((name, values) -> {
            Arrays.sort(values);
            System.out.printf(
                    "  %-16s %10.1f µs (%.1f to %.1f) %.2fx%n",
                    name,
                    values[rounds / 2],
                    values[rounds / 4],
                    values[3 * rounds / 4],
                    values[rounds / 2] / first[rounds / 2]);
        });
    }
}
