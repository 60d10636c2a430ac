package dev.mantissa.lib.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.Source;
import dev.mantissa.lib.gpu.Gpus;
import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is computed where a GPU is simulated is what a level resolves to there. */
class SimulatedDeviceTest {
    private final Device p100 = Gpus.of("P100").device();
    private final String there = Precisions.of("low").on(p100).name();
    private final Numerics low = Numerics.of("low", Source.SCOPE).withDevice(p100.simulated());
    private final Numerics resolved = Numerics.of(there, Source.SCOPE);

    @Test
    void nd4j_computes_in_the_resolved_mode() throws Exception {
        INDArray a = Nd4j.rand(24, 40);
        INDArray b = Nd4j.rand(40, 16);
        assertThat(there).isNotEqualTo(Precisions.of("low").on(Device.CPU).name());
        assertThat(low.call(() -> a.mmul(b)).ravel().toFloatVector())
                .isEqualTo(resolved.call(() -> a.mmul(b)).ravel().toFloatVector());
    }

    @Test
    void tensors_do_too() throws Exception {
        Tensor a = Tensor.randn(1, 24, 40);
        Tensor b = Tensor.randn(2, 40, 16);
        assertThat(low.call(() -> a.matmul(b)).toArray())
                .isEqualTo(resolved.call(() -> a.matmul(b)).toArray());
    }
}
