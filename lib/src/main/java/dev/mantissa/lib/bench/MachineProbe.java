package dev.mantissa.lib.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryManagerMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out about the machine from Linux's files, macOS's sysctl and the JVM. */
final class MachineProbe {
    private static final String UNKNOWN = "unknown";
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Path GOVERNOR =
            Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    private static final Set<String> FEATURES =
            Set.of(
                    "sse4_2",
                    "avx",
                    "avx2",
                    "fma",
                    "f16c",
                    "avx_vnni",
                    "avx512f",
                    "avx512bw",
                    "avx512_vnni",
                    "avx512_bf16",
                    "avx512_fp16",
                    "amx_tile",
                    "amx_bf16",
                    "amx_int8",
                    "asimd",
                    "sve",
                    "sve2",
                    "bf16",
                    "i8mm");

    /** Flags that cannot hold a path or a name; others stay out of the record. */
    private static final Pattern HARMLESS =
            Pattern.compile(
                    "-X(m[sxn]|ss)\\d+[kKmMgG]?|-X(int|comp|mixed)|-XX:[+-]?\\w+(=\\d+[kKmMgG]?)?|--add-modules=[\\w.,]+");

    private MachineProbe() {}

    static Machine detect() {
        String info = read(CPU_INFO);
        boolean mac = System.getProperty("os.name", "").startsWith("Mac");
        String cpu = mac ? sysctl("machdep.cpu.brand_string") : field(info, "model name");
        return new Machine(
                cpu.equals(UNKNOWN) ? field(info, "Processor") : cpu,
                Runtime.getRuntime().availableProcessors(),
                mac ? macFeatures() : features(info),
                memory(),
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                orUnknown(read(GOVERNOR)),
                Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv")),
                property("java.vm.version") + " (" + property("java.vendor") + ")",
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(MemoryManagerMXBean::getName)
                        .collect(Collectors.joining(", ")),
                harmless(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    }

    /** The flags that may be shown to others. */
    static List<String> harmless(List<String> arguments) {
        return arguments.stream().filter(a -> HARMLESS.matcher(a).matches()).toList();
    }

    /** The value of a line "name : value" of /proc/cpuinfo. */
    static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name) && line.indexOf(':') >= 0)
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(UNKNOWN);
    }

    static List<String> features(String info) {
        String x86 = field(info, "flags");
        String all = x86.equals(UNKNOWN) ? field(info, "Features") : x86;
        return Arrays.stream(all.split("\\s+")).filter(FEATURES::contains).sorted().toList();
    }

    private static List<String> macFeatures() {
        boolean arm = property("os.arch").equals("aarch64");
        String all = (arm ? "asimd" : sysctl("machdep.cpu.leaf7_features")).toLowerCase();
        return Stream.of(all.split("\\s+")).filter(FEATURES::contains).sorted().toList();
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean os
                ? os.getTotalMemorySize()
                : 0;
    }

    private static String property(String name) {
        return orUnknown(System.getProperty(name, ""));
    }

    private static String orUnknown(String text) {
        return text.isBlank() ? UNKNOWN : text.strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static String sysctl(String name) {
        try {
            Process process = new ProcessBuilder("/usr/sbin/sysctl", "-n", name).start();
            String text = new String(process.getInputStream().readAllBytes());
            process.waitFor(2, TimeUnit.SECONDS);
            return orUnknown(text);
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
