package dev.mantissa.kernel.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Memory and processor time of processes, from Linux. */
final class Processes {
    private static final long NANOS_OF_A_TICK = 10_000_000;

    private Processes() {}

    /** Memory that is resident, in MB. */
    static double megabytes(ProcessHandle process) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return 0;
    }

    static double megabytes(List<ProcessHandle> processes) throws IOException {
        double sum = 0;
        for (ProcessHandle p : processes) {
            sum += megabytes(p);
        }
        return sum;
    }

    /** Processor time that the machine has spent on anything, in nanoseconds. */
    static long machineNanos() throws IOException {
        String[] words = Files.readAllLines(Path.of("/proc/stat")).getFirst().split("\\s+");
        long ticks = 0;
        for (int i = 1; i < words.length; i++) {
            // Without idle time, time for discs, and guests, which are counted as users too.
            ticks += i == 4 || i == 5 || i > 8 ? 0 : Long.parseLong(words[i]);
        }
        return ticks * NANOS_OF_A_TICK;
    }

    /** Processor time of a process and its descendants, in nanoseconds. */
    static long cpuNanos(ProcessHandle process) {
        return nanos(process) + process.descendants().mapToLong(Processes::nanos).sum();
    }

    private static long nanos(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }
}
