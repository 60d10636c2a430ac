package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.quant.QuantTensor;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
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

    private static final long DEADLINE_NANOS = 30_000_000_000L;

    private final NetworkQuantizer quantizer = new NetworkQuantizer();

    /** What every cycle has made. */
    private final List<WeakReference<QuantTensor>> packed = new ArrayList<>();

    @Test
    void cycles_leave_bits_memory_and_registers_as_they_were() throws Exception {
        MultiLayerNetwork net = Networks.multiLayer();
        INDArray x = Networks.images(2);
        float[] before = floats(net.params());
        float[] output = floats(net.output(x));
        cycle(net, x, WARM_UP);
        int registered = registered();
        long resident = residentBytes();
        cycle(net, x, CYCLES);
        assertThat(floats(net.params())).containsExactly(before);
        assertThat(floats(net.output(x))).containsExactly(output);
        assertThat(quantizer.size()).isZero();
        assertThat(registered()).isLessThanOrEqualTo(registered);
        assertThat(packed).hasSize(3 * (WARM_UP + CYCLES));
        long end = System.nanoTime() + DEADLINE_NANOS;
        while (held() > 0 && System.nanoTime() < end) {
            System.gc();
        }
        assertThat(held()).as("packed arrays that something still holds").isZero();
        System.out.printf(
                "%d cycles: resident set %+,d KiB%n", CYCLES, (residentBytes() - resident) / 1024);
    }

    private long held() {
        return packed.stream().filter(one -> !one.refersTo(null)).count();
    }

    private void cycle(MultiLayerNetwork net, INDArray x, int times) throws Exception {
        List<String> schemes = List.of("q4", "q8:a8", "q2:rot", "q4:asym");
        for (int i = 0; i < times; i++) {
            quantizer.quantize(net, QuantSchemes.of(schemes.get(i % schemes.size())));
            quantizer.packedWeights(net).values().stream()
                    .map(WeakReference::new)
                    .forEach(packed::add);
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
