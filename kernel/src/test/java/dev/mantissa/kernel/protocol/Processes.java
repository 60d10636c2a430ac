package dev.mantissa.kernel.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Memory and processor time of processes, from Linux. */
final class Processes {
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

    /** Processor time of a process and its descendants, in nanoseconds. */
    static long cpuNanos(ProcessHandle process) {
        return nanos(process) + process.descendants().mapToLong(Processes::nanos).sum();
    }

    private static long nanos(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }
}
