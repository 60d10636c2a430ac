package dev.mantissa.lib.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.quant.QuantSchemes;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class PackedProductsTest {
    private final NetworkQuantizer quantizer = new NetworkQuantizer();

    @Test
    void probe() {
        var net = Networks.multiLayer();
        INDArray x = Networks.images(6);
        quantizer.quantize(net, QuantSchemes.of("q4"));
        net.output(x);
        net.output(Networks.images(2));
        System.err.println("PROBE " + quantizer.report(net).get().layers());
        var graph = Networks.graph();
        quantizer.quantize(graph, QuantSchemes.of("q4"));
        graph.output(x);
        System.err.println("PROBE " + quantizer.report(graph).get().layers());
        var sd = Networks.sameDiff();
        quantizer.quantize(sd, QuantSchemes.of("q4:asym:a8"));
        Networks.probabilities(sd, x);
        System.err.println("PROBE " + quantizer.report(sd).get().layers());
    }
}
