package dev.mantissa.lib.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.Precisions;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the table of GPUs says and what {@code MODE@GPU} emulates are the same. */
class EmulatedFormatsTest {
    private static final List<String> FORMATS =
            List.of("f16", "bf16", "tf32", "f8e4m3", "f8e5m2", "mxfp8", "mxfp4", "nvfp4");

    static List<Gpu> gpus() {
        return Gpus.all();
    }

    @ParameterizedTest
    @MethodSource("gpus")
    void what_tensor_cores_multiply_is_emulated_and_nothing_else(Gpu gpu) {
        String name = gpu.name().replace(" ", "");
        assumeTrue(isKnown(name), "not run: no emulation knows the tensor cores of " + gpu.name());
        for (String format : FORMATS) {
            assertThat(isMode(format + "@" + name))
                    .as("%s on %s", format, gpu.name())
                    .isEqualTo(gpu.tensorCores().formats().contains(format));
        }
    }

    private static boolean isKnown(String name) {
        try {
            dev.mantissa.lib.tensorcore.Generation.of(name);
            return true;
        } catch (UsageException unknown) {
            return false;
        }
    }

    private static boolean isMode(String name) {
        try {
            return Precisions.find(name).isPresent();
        } catch (UsageException missing) {
            return false;
        }
    }
}
