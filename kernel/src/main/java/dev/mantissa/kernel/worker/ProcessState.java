package dev.mantissa.kernel.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system says of a process. */
final class ProcessState {
    private ProcessState() {}

    /** Whether it was suspended by SIGSTOP, or by a debugger; false where that is not known. */
    static boolean isSuspended(long pid) {
        try {
            String state = state(pid);
            return state.startsWith("T") || state.startsWith("t");
        } catch (IOException e) {
            return false;
        }
    }

    private static String state(long pid) throws IOException {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        if (Files.isReadable(stat)) {
            // The name before it stands in parentheses and may hold anything.
            String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
            return line.substring(line.lastIndexOf(')') + 1).strip();
        }
        Process ps =
                new ProcessBuilder("ps", "-o", "stat=", "-p", Long.toString(pid))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var out = ps.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }
}
