package dev.mantissa.lib.engine;

import dev.mantissa.lib.nativecode.CpuLevel;
import dev.mantissa.lib.nativecode.KernelLibrary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Native engines for tests: one for each instruction set that this machine can run. */
final class NativeKernels {
    private NativeKernels() {}

    /** Ends the test as not run, with the reason, where there is none. */
    static List<NativeEngine> engines() {
        return switch (KernelLibrary.load()) {
            case KernelLibrary.Unusable(String reason, String remedy) ->
                    Assumptions.abort("not run: " + reason + "; " + remedy);
            case KernelLibrary.Loaded loaded ->
                    Arrays.stream(CpuLevel.values())
                            .filter(level -> level.compareTo(loaded.best()) <= 0)
                            .map(NativeKernels::engine)
                            .toList();
        };
    }

    private static NativeEngine engine(CpuLevel level) {
        return new NativeEngine(new VectorEngine(), WorkerPool.shared(), Optional.of(level));
    }
}
