package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.quant.QuantSchemes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Quantising and restoring again and again leaves nothing behind. {@code -Dmantissa.cycles=10000}
 * runs as many.
 */
class QuantizeCyclesTest {
    private static final int CYCLES = Integer.getInteger("mantissa.cycles", 150);
    private static final int WARM_UP = 50;

    /** A network has 10 KiB of weights: a leak of one copy in each cycle would be seen. */
    private static final long NOISE_BYTES = 1 << 20;

    private final NetworkQuantizer quantizer = new NetworkQuantizer();

    @Test
    void cycles_leave_bits_memory_and_registers_as_they_were() throws Exception {
        MultiLayerNetwork net = Networks.multiLayer();
        INDArray x = Networks.images(2);
        float[] before = floats(net.params());
        float[] output = floats(net.output(x));
        cycle(net, x, WARM_UP);
        int registered = registered();
        long used = Pointer.totalBytes();
        long resident = residentBytes();
        cycle(net, x, CYCLES);
        assertThat(floats(net.params())).containsExactly(before);
        assertThat(floats(net.output(x))).containsExactly(output);
        assertThat(quantizer.size()).isZero();
        assertThat(registered()).isLessThanOrEqualTo(registered);
        assertThat(Pointer.totalBytes() - used)
                .as("bytes of ND4J after %d cycles", CYCLES)
                .isLessThan(NOISE_BYTES);
        System.out.printf(
                "%d cycles: resident set %+,d KiB%n", CYCLES, (residentBytes() - resident) / 1024);
    }

    private void cycle(MultiLayerNetwork net, INDArray x, int times) throws Exception {
        List<String> schemes = List.of("q4", "q8:a8", "q2:rot", "q4:asym");
        for (int i = 0; i < times; i++) {
            quantizer.quantize(net, QuantSchemes.of(schemes.get(i % schemes.size())));
            net.output(x);
            quantizer.restore(net);
        }
        for (int i = 0; i < 3; i++) {
            System.gc();
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static int registered() {
        return ((PolicyExecutioner) Nd4j.getExecutioner()).packed().size();
    }

    /** Of this process, where the system tells. */
    private static long residentBytes() throws IOException {
        Path status = Path.of("/proc/self/statm");
        return Files.exists(status)
                ? Long.parseLong(Files.readString(status).split(" ")[1]) * 4096
                : 0;
    }
}
