package dev.mantissa.lib.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Highest is what ND4J does by itself, bit for bit: seen from outside, in JVMs of their own. */
class PassThroughTest {
    private static final int KINDS = 3;

    /** Every seed with -Dmantissa.exhaustive=true. */
    private static final int SEEDS = Boolean.getBoolean("mantissa.exhaustive") ? 20 : 2;

    @Test
    void training_under_highest_is_bit_identical_to_plain_nd4j_and_nothing_else_is_printed()
            throws Exception {
        List<String> plain = run("-Dmantissa.nd4j=off");
        List<String> ours = run("-Dmantissa.nd4j=on");
        assertThat(plain).hasSize(1 + KINDS * SEEDS).first().isEqualTo("NativeOpExecutioner");
        assertThat(ours).hasSize(1 + KINDS * SEEDS).first().isEqualTo("PolicyExecutioner");
        assertThat(ours.subList(1, 1 + KINDS * SEEDS))
                .isEqualTo(plain.subList(1, 1 + KINDS * SEEDS));
    }

    private static List<String> run(String option) throws Exception {
        String java = ProcessHandle.current().info().command().orElseThrow();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                java,
                                option,
                                "-Xmx1g",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC"));
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(TrainingRun.class.getName());
        command.add(String.valueOf(SEEDS));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().filter(line -> !knownNoise(line)).toList();
    }

    /** The JVM on its preview module, and SameDiff on every operation it differentiates. */
    private static boolean knownNoise(String line) {
        return line.contains("incubator modules") || line.startsWith("Added differentiated op");
    }
}
