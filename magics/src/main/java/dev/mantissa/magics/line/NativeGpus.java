package dev.mantissa.magics.line;

import dev.mantissa.lib.gpu.Gpu;
import dev.mantissa.lib.gpu.Gpus;
import dev.mantissa.lib.gpu.Support;
import dev.mantissa.lib.precision.OnUnsupported;
import dev.mantissa.lib.precision.Precision;
import java.util.List;

/** Which GPUs compute a mode themselves, in words. */
final class NativeGpus {
    private NativeGpus() {}

    static String of(Precision mode) {
        List<String> those =
                Gpus.all().stream().filter(gpu -> isNative(gpu, mode)).map(Gpu::name).toList();
        int all = Gpus.all().size();
        String who =
                those.isEmpty()
                        ? "native on none of the %d in the catalogue".formatted(all)
                        : those.size() == all
                                ? "native on all %d of the catalogue".formatted(all)
                                : "native on " + String.join(", ", those);
        return who + "; details: %gpu matrix";
    }

    private static boolean isNative(Gpu gpu, Precision mode) {
        return Support.of(gpu, mode, OnUnsupported.FALLBACK) instanceof Support.Native;
    }
}
