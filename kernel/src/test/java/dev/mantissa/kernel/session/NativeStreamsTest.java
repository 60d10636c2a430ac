package dev.mantissa.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NativeStreamsTest {
    private static final String PUTS =
            """
            var linker = Linker.nativeLinker();
            var puts = linker.downcallHandle(
                linker.defaultLookup().find("puts").get(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            try (var arena = Arena.ofConfined()) {
                int r = (int) puts.invokeExact(arena.allocateFrom("from native code"));
            }
            """;

    /** In a JVM of its own: it takes over descriptors 1 and 2. */
    public static void main(String[] args) throws Exception {
        var output = new RecordingOutput();
        try (NativeStreams streams = NativeStreams.open()) {
            var session =
                    new JShellSession(
                            SessionConfig.builder().imports("java.lang.foreign.*").build());
            session.execute(new Cell(PUTS), output);
            new PrintStream(streams.realOut(), true, StandardCharsets.UTF_8)
                    .println("cell: " + output.events());
        }
        System.out.println("after");
    }

    @Test
    void output_of_native_code_reaches_its_cell() throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                NativeStreamsTest.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String text = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        assertThat(text.replace("\\n", ""))
                .contains("cell: [out from native code")
                .contains("after");
    }
}
