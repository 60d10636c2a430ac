package io.github.spencerpark.jupyter.kernel.magic.common;

import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code %sh}: runs a program. */
public final class Shell {
    private Shell() {}

    /**
     * Runs a program with its arguments, no shell between.
     *
     * @return the lines it printed
     */
    @LineMagic
    public static List<String> sh(List<String> command) throws IOException, InterruptedException {
        if (command.isEmpty()) {
            throw new IllegalArgumentException(
                    "%sh: no program named. Usage: %sh PROGRAM ARGUMENTS");
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text.lines().toList();
        } finally {
            process.destroy();
        }
    }
}
