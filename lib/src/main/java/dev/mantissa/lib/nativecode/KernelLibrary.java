package dev.mantissa.lib.nativecode;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** The compiled kernels: loaded and fit for this processor, or why not. */
public sealed interface KernelLibrary permits KernelLibrary.Loaded, KernelLibrary.Unusable {
    /**
     * They can be called.
     *
     * @param best of what this processor can run
     */
    record Loaded(SymbolLookup symbols, CpuLevel best) implements KernelLibrary {
        /**
         * The kernels for one instruction set.
         *
         * @throws IllegalArgumentException if this processor cannot run them
         */
        public Kernels kernels(CpuLevel level) {
            if (level.compareTo(best) > 0) {
                throw new IllegalArgumentException(
                        "kernels for %s: this processor runs up to %s".formatted(level, best));
            }
            return new Kernels(symbols, level);
        }

        /** Those for products of f32 matrices, where there are any. */
        public Optional<DenseKernels> dense(CpuLevel level) {
            return level.compareTo(best) > 0 ? Optional.empty() : DenseKernels.find(symbols, level);
        }
    }

    /** They cannot, for this reason, and this is what would help. */
    record Unusable(String reason, String remedy) implements KernelLibrary {}

    /** Loads the library, for as long as the JVM runs. */
    static KernelLibrary load() {
        NativeFile.Copy file;
        try {
            var found = NativeFile.find();
            if (found.isEmpty()) {
                return new Unusable(
                        NativeFile.whyMissing(), "install gcc or clang and build Mantissa again");
            }
            file = found.get();
        } catch (IOException e) {
            return new Unusable(
                    "the C kernels cannot be unpacked: " + e,
                    "give Java a folder it can write to, with -Djava.io.tmpdir=FOLDER");
        }
        try {
            return check(SymbolLookup.libraryLookup(file.path(), Arena.global()));
        } catch (IllegalArgumentException | IllegalCallerException e) {
            return new Unusable(
                    "the C kernels cannot be loaded: " + e.getMessage(),
                    "start Java with --enable-native-access=ALL-UNNAMED and with a temporary folder that programs may be run from, -Djava.io.tmpdir=FOLDER");
        } finally {
            file.release();
        }
    }

    private static KernelLibrary check(SymbolLookup symbols) {
        int found =
                symbols.findOrThrow("mantissa_level")
                        .reinterpret(Integer.BYTES)
                        .get(ValueLayout.JAVA_INT, 0);
        if (found == 0) {
            return new Unusable(
                    "this processor has no AVX2 (" + NativeFile.platform() + ")",
                    "use an x86-64 processor of 2015 or later, or the engine 'vector'");
        }
        return new Loaded(symbols, CpuLevel.values()[found - 1]);
    }
}
