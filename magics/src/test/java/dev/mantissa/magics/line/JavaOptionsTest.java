package dev.mantissa.magics.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.worker.WorkerCommand;
import dev.mantissa.magics.install.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaOptionsTest {
    private static final int PATIENT = 60;
    @TempDir private Path folder;

    private WorkerCommand worker() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("lib")).resolve("a.jar"), "");
        new Distribution(folder).writeArguments();
        return WorkerCommand.of(folder);
    }

    private Optional<String> check(String options) throws Exception {
        return JavaOptions.check(worker(), List.of(options.split(" ")), PATIENT);
    }

    /** What the help of %jvm gives as examples. */
    static Stream<String> examples() {
        String help = new JvmMagic().help().replaceAll("\\s+", " ");
        return Pattern.compile("(?<= )-[\\w:+-]+( java[^\\s,.]*(\\.\\w+)*/[^\\s,]+[A-Z])?")
                .matcher(help)
                .results()
                .map(found -> found.group())
                .distinct();
    }

    @Test
    void the_help_has_examples() {
        assertThat(examples())
                .containsExactlyInAnyOrder(
                        "-Xmx8g",
                        "-XX:+UseZGC",
                        "--enable-preview",
                        "--add-opens java.base/java.nio=ALL-UNNAMED");
    }

    @ParameterizedTest
    @MethodSource("examples")
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseG1GC -Xmx300m"})
    void java_starts_with_them(String options) throws Exception {
        assertThat(check(options)).isEmpty();
    }

    @Test
    void a_collector_displaces_one_that_was_asked_for_before() throws Exception {
        List<String> command = new ArrayList<>(worker().command());
        command.add(command.size() - 1, "-XX:-UseParallelGC");
        command.add(command.size() - 1, "-XX:+UseSerialGC");
        WorkerCommand serial = new WorkerCommand(command, worker().environment());
        assertThat(JavaOptions.check(serial, List.of("-XX:+UseZGC"), PATIENT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:NoSuchOption=1",
                "-XX:+UseZGC -XX:+UseSerialGC",
                "-Xmx1",
                "-javaagent:no-such.jar"
            })
    void options_that_it_refuses_are_told(String options) throws Exception {
        assertThat(check(options)).isPresent();
    }

    @Test
    void an_option_that_lets_it_wait_is_refused() throws Exception {
        List<String> waits =
                List.of(
                        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0");
        assertThat(JavaOptions.check(worker(), waits, 1)).get().asString().contains("1 seconds");
    }

    @Test
    void of_several_values_the_last_holds() {
        List<String> given =
                List.of(
                        "-Xmx900m",
                        "-XX:+UseParallelGC",
                        "-Da=1",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "-Xmx700m",
                        "-XX:-UseParallelGC",
                        "-XX:+UseZGC",
                        "-XX:MaxMetaspaceSize=1g");
        assertThat(Stream.of("-Xmx700m", "-XX:+UseZGC -Da=1", "-XX:MaxMetaspaceSize=1g"))
                .allMatch(wanted -> inForce(wanted, given));
        assertThat(inForce("--add-opens java.base/java.nio=ALL-UNNAMED -Xmx700m", given)).isTrue();
        assertThat(inForce("-Xmx900m -Xmx700m", given)).isTrue();
        assertThat(
                        Stream.of(
                                "-Xmx900m",
                                "-Xmx700m -Xmx900m",
                                "-XX:+UseParallelGC",
                                "-Da=2",
                                "-Da",
                                "-Xms700m",
                                "-XX:MaxMetaspaceSize=2g",
                                "--add-opens java.base/java.io=ALL-UNNAMED"))
                .noneMatch(wanted -> inForce(wanted, given));
    }

    private static boolean inForce(String wanted, List<String> given) {
        return JavaOptions.inForce(List.of(wanted.split(" ")), given);
    }
}
