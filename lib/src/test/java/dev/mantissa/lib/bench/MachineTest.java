package dev.mantissa.lib.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void the_machine_is_known() {
        Machine machine = Machine.detect();

        assertThat(machine.cpu()).isNotBlank();
        assertThat(machine.cores()).isPositive();
        assertThat(machine.memoryBytes()).isGreaterThan(1L << 28);
        assertThat(machine.jvm()).contains("25");
    }

    @Test
    void nothing_in_the_record_names_a_person_or_a_folder() throws Exception {
        String text = Machine.detect().tree().toString();

        assertThat(text)
                .doesNotContain(System.getProperty("user.home"), System.getProperty("user.dir"));
        assertThat(
                        MachineProbe.harmless(
                                List.of(
                                        "-Xmx3g",
                                        "-XX:+UseSerialGC",
                                        "-XX:MaxGCPauseMillis=20",
                                        "-Duser.name=alice",
                                        "-javaagent:/home/alice/a.jar",
                                        "-XX:AOTCache=/home/alice/m.aot",
                                        "-XX:OnError=mail alice")))
                .containsExactly("-Xmx3g", "-XX:+UseSerialGC", "-XX:MaxGCPauseMillis=20");
    }

    @Test
    void cpu_files_of_both_families_are_read() {
        String x86 =
                "processor\t: 0\nmodel name\t: Example 9000\nflags\t\t: fpu avx2 fma avx512f\n";
        String arm = "processor\t: 0\nFeatures\t: fp asimd sve2 aes\n";

        assertThat(MachineProbe.field(x86, "model name")).isEqualTo("Example 9000");
        assertThat(MachineProbe.features(x86)).containsExactly("avx2", "avx512f", "fma");
        assertThat(MachineProbe.features(arm)).containsExactly("asimd", "sve2");
        assertThat(MachineProbe.field("", "flags")).isEqualTo("unknown");
    }
}
