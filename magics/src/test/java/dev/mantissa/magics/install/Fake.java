package dev.mantissa.magics.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Distributions with jars that are none. */
public final class Fake {
    private static final List<String> JARS =
            List.of(
                    "asm-1.jar",
                    "gson-2.jar",
                    "jeromq-3.jar",
                    "jspecify-4.jar",
                    "mantissa-kernel-5.jar",
                    "mantissa-magics-5.jar");

    private Fake() {}

    /** With arguments and caches. */
    public static Distribution distribution(Path folder) throws IOException {
        Path library = Files.createDirectories(folder.resolve("lib"));
        for (String jar : JARS) {
            Files.writeString(library.resolve(jar), jar);
        }
        Distribution distribution = new Distribution(folder);
        Files.writeString(distribution.javaCache(), "cache");
        Files.writeString(distribution.kernelCache(), "cache");
        distribution.writeArguments();
        return distribution;
    }
}
