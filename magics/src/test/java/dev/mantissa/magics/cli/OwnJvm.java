package dev.mantissa.magics.cli;

import dev.mantissa.lib.engine.VectorModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command of the program in a JVM of its own, with the module options of the launcher. */
record OwnJvm(int status, String output) {
    static OwnJvm run(String option, String... command) throws IOException, InterruptedException {
        return runIn(Path.of("").toAbsolutePath(), option, command);
    }

    /** As a person in that folder would. */
    static OwnJvm runIn(Path folder, String option, String... command)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.addAll(List.of(VectorModule.EXPORT, "--enable-native-access=ALL-UNNAMED", option));
        all.addAll(List.of("-cp", System.getProperty("java.class.path")));
        all.add("dev.mantissa.magics.Mantissa");
        all.addAll(List.of(command));
        Process process =
                new ProcessBuilder(all)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new OwnJvm(process.waitFor(), said);
    }
}
