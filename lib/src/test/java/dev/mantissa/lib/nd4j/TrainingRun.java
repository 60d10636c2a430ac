package dev.mantissa.lib.nd4j;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A training run in a JVM of its own: prints who executes and what every parameter became. */
final class TrainingRun {
    private static final int STEPS = 5;

    private TrainingRun() {}

    /** Takes the number of seeds. */
    public static void main(String[] arguments) {
        System.out.println(Nd4j.getExecutioner().getClass().getSimpleName());
        for (int seed = 1; seed <= Integer.parseInt(arguments[0]); seed++) {
            run(seed);
        }
    }

    private static void run(int seed) {
        INDArray x = Networks.images(12);
        INDArray y = Networks.labels(12);
        MultiLayerNetwork multiLayer = Networks.multiLayer(seed);
        ComputationGraph graph = Networks.graph(seed);
        SameDiff sameDiff = Networks.sameDiff(seed);
        for (int i = 0; i < STEPS; i++) {
            multiLayer.fit(x, y);
            graph.fit(new INDArray[] {x}, new INDArray[] {y});
            sameDiff.fit(new DataSet(x, y));
        }
        System.out.println("multi-layer " + crc(multiLayer.params(), multiLayer.output(x)));
        System.out.println("graph " + crc(graph.params(), graph.output(x)[0]));
        System.out.println(
                "samediff "
                        + crc(
                                sameDiff.getVariable("w").getArr(),
                                sameDiff.getVariable("wd").getArr(),
                                Networks.probabilities(sameDiff, x)));
    }

    private static String crc(INDArray... arrays) {
        CRC32 crc = new CRC32();
        for (INDArray array : arrays) {
            float[] values = Under.floats(array);
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
            bytes.asFloatBuffer().put(values);
            crc.update(bytes.array());
        }
        return Long.toHexString(crc.getValue());
    }
}
