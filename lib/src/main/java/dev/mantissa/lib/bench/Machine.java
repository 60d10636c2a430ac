package dev.mantissa.lib.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where something was measured. Holds nothing that names a person, a host or a folder.
 *
 * @param cpu model, as the system names it
 * @param cores that this JVM may use
 * @param features of the CPU that matter to numeric work: "avx2", "avx512f", "fma"
 * @param memoryBytes of the machine or container
 * @param os name, version and architecture
 * @param governor how the clock frequency is chosen; "unknown" where the system does not say
 * @param container whether it runs in one, as far as can be seen
 * @param jvm vendor and version
 * @param collector names of the garbage collectors
 * @param flags of the JVM that change speed
 */
public record Machine(
        String cpu,
        int cores,
        List<String> features,
        long memoryBytes,
        String os,
        String governor,
        boolean container,
        String jvm,
        String collector,
        List<String> flags) {

    /** This machine. */
    public static Machine detect() {
        return MachineProbe.detect();
    }

    /** "AMD EPYC 7763, 2 cores, AVX2, 8 GiB": one line for a person. */
    public String line() {
        return "%s, %d core%s, %s, Java %s"
                .formatted(cpu, cores, cores == 1 ? "" : "s", vectors(), jvm);
    }

    /** The widest vector instructions there are. */
    public String vectors() {
        if (features.contains("avx512f")) {
            return "AVX-512";
        }
        if (features.contains("avx2")) {
            return "AVX2";
        }
        return features.isEmpty() ? "no vector instructions known" : features.getFirst();
    }

    /** As in a record for programs. */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("cpu", cpu);
        tree.put("cores", cores);
        tree.put("cpu_features", features);
        tree.put("memory_bytes", memoryBytes);
        tree.put("os", os);
        tree.put("governor", governor);
        tree.put("container", container);
        tree.put("jvm", jvm);
        tree.put("gc", collector);
        tree.put("jvm_flags", flags);
        return tree;
    }
}
