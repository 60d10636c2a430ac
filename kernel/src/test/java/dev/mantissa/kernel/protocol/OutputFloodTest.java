package dev.mantissa.kernel.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** More output than anybody reads costs neither the kernel nor the cell. */
@EnabledOnOs(OS.LINUX)
class OutputFloodTest {
    private static final int LINES = 1_000_000;
    private static final String LINE = "x".repeat(93);
    private static final int DISPLAYS =
            Boolean.getBoolean("mantissa.exhaustive") ? 1_000_000 : 20_000;
    @TempDir private static Path folder;
    private static KernelProgram program;

    @BeforeAll
    static void start() throws IOException {
        program = new KernelProgram(folder);
        program.run("1");
    }

    @AfterAll
    static void end() {
        program.close();
    }

    @Test
    void of_a_hundred_megabytes_head_and_tail_are_shown_and_a_file_has_all() throws IOException {
        long before = program.peakBytes();
        long begin = System.nanoTime();
        KernelClient.Reply reply =
                program.run(
                        "String line = \"x\".repeat(93); for (int i = 1_000_000; i < 2_000_000; i++) { System.out.print(i); System.out.println(line); }");
        assertThat(reply.status()).isEqualTo("ok");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(program.peakBytes() - before).isLessThan(64 << 20);
        assertThat(reply.stream("stdout")).startsWith("1000000" + LINE).endsWith(LINE + "\n");
        assertThat(reply.stream("stdout").length()).isLessThan(5 << 20);
        Matcher path = Pattern.compile("in (\\S+\\.txt)\\.\n").matcher(reply.stream("stderr"));
        assertThat(path.find()).isTrue();
        Path file = Path.of(path.group(1));
        assertThat(Files.size(file)).isEqualTo(LINES * (LINE.length() + 8L));
        try (var lines = Files.lines(file)) {
            assertThat(lines.skip(LINES - 1).findFirst()).contains("1999999" + LINE);
        }
        Files.delete(file);
    }

    @Test
    void of_very_many_things_shown_the_rest_is_text() throws IOException {
        long before = program.peakBytes();
        KernelClient.Reply reply =
                program.run("for (int i = 0; i < %d; i++) display(i);".formatted(DISPLAYS));
        assertThat(reply.status()).isEqualTo("ok");
        long shown = reply.output().stream().filter(m -> m.type().equals("display_data")).count();
        assertThat(shown).isEqualTo(5_000);
        assertThat(reply.stream("stderr")).contains("shown 5000 things");
        assertThat(reply.stream("stdout")).startsWith("5000\n").endsWith((DISPLAYS - 1) + "\n");
        assertThat(program.peakBytes() - before).isLessThan(64 << 20);
    }

    @Test
    void what_is_too_long_to_show_costs_neither_the_kernel_nor_the_variables() {
        program.run("int kept = 3;");
        assertThat(program.run("System.out.print(\"a\".repeat(60 << 20));").stream("stdout"))
                .startsWith("aaa");
        KernelClient.Reply shown = program.run("display(new Html(\"b\".repeat(60 << 20)))");
        assertThat(shown.output().toString()).contains("Not shown", "million characters");
        KernelClient.Reply failed =
                program.run("throw new IllegalStateException(\"c\".repeat(60 << 20));");
        assertThat(LiveKernel.error(failed)).contains("IllegalStateException", "ccc ...");
        assertThat(LiveKernel.text(program.run("kept"))).isEqualTo("3");
    }

    @Test
    void of_cells_that_have_ended_nothing_is_kept() {
        for (int i = 0; i < 25; i++) {
            KernelClient.Reply reply = program.run("print(\"z\".repeat(3 << 20))");
            assertThat(reply.stream("stdout")).as("cell %d", i).hasSize(3 << 20);
            assertThat(reply.stream("stderr")).isEmpty();
        }
    }

    @Test
    void what_no_front_end_can_get_is_told_and_costs_nothing_else() {
        program.run("int kept = 4;");
        String numbers = "IntStream.range(0, 4_000_000).boxed().toList()";
        program.run("var data = new io.github.spencerpark.jupyter.kernel.display.DisplayData();");
        KernelClient.Reply shown =
                program.run(
                        "data.putData(\"application/json\", %s); display(data);"
                                .formatted(numbers));
        assertThat(shown.output().toString()).contains("Not shown", "million bytes");
        String sent = "Comm.open(\"x\", Map.of(), null, List.of(new byte[%d]))";
        assertThat(LiveKernel.error(program.run(sent.formatted(30 << 20))))
                .contains("million bytes");
        assertThat(program.run(sent.formatted(3)).status()).isEqualTo("ok");
        KernelClient.Reply updated =
                program.run(
                        "data.putData(\"application/json\", java.time.LocalDate.now()); String id = display(1); updateDisplay(id, data);");
        assertThat(updated.output().toString()).contains("Not shown", "JSON");
        assertThat(LiveKernel.text(program.run("kept"))).isEqualTo("4");
    }

    @Test
    void very_many_updates_come_to_a_few_of_which_the_last_counts() {
        KernelClient.Reply reply =
                program.run(
                        "String id = display(\"first\"); for (int i = 0; i < 100_000; i++) updateDisplay(id, i);");
        var updates =
                reply.output().stream()
                        .filter(m -> m.type().equals("update_display_data"))
                        .toList();
        assertThat(updates.size()).isBetween(1, 1_000);
        assertThat(updates.getLast().content().toString()).contains("99999");
    }

    /** Subscribes to all by ZMTP 3.0, and reads nothing after the greeting. */
    private static Socket deaf() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", program.where.iopub()));
        byte[] greeting = new byte[64];
        greeting[0] = (byte) 0xff;
        greeting[9] = 0x7f;
        greeting[10] = 3;
        System.arraycopy("NULL".getBytes(US_ASCII), 0, greeting, 12, 4);
        OutputStream out = socket.getOutputStream();
        out.write(greeting);
        assertThat(socket.getInputStream().readNBytes(greeting.length)).hasSize(greeting.length);
        byte[] ready = "\5READY\13Socket-Type\0\0\0\3SUB".getBytes(US_ASCII);
        out.write(new byte[] {4, (byte) ready.length});
        out.write(ready);
        byte[] subscription = {0, 1, 1};
        out.write(subscription);
        return socket;
    }

    /** One reads all and one nothing, until the heap of the kernel has no room for what waits. */
    @Test
    void a_front_end_that_never_reads_delays_no_cell_and_costs_no_state() throws IOException {
        try (Socket deaf = deaf()) {
            assertThat(deaf.isConnected()).isTrue();
            String said = "";
            for (int i = 0; i < 200 && !said.contains("does not read"); i++) {
                // The client waits for the reply, for busy and for idle of each.
                KernelClient.Reply reply =
                        program.run(
                                "for (int j = 0; j < 4; j++) { display(\"y\".repeat(400_000)); print(\"x\".repeat(100_000)); }");
                assertThat(reply.status()).isEqualTo("ok");
                said += reply.stream("stderr");
            }
            assertThat(said).contains("does not read");
        }
        KernelClient.Reply after = program.run("6 * 7");
        assertThat(LiveKernel.text(after)).isEqualTo("42");
        // Once the other has gone, all is shown again: how full the heap is, is looked into now and
        // then.
        program.run("Thread.sleep(1000);");
        KernelClient.Reply whole = program.run("print(\"z\".repeat(1 << 20));");
        assertThat(whole.stream("stdout")).hasSize(1 << 20);
        assertThat(whole.stream("stderr")).isEmpty();
    }

    @Test
    void a_front_end_that_goes_away_during_its_cell_disturbs_nobody() {
        try (KernelClient other = new KernelClient(program.where)) {
            other.awaitKernel(LiveKernel.SOON);
            other.send(
                    Channel.SHELL,
                    "execute_request",
                    Json.object("code", "Thread.sleep(300); int made = 9; made"),
                    java.util.List.of());
        }
        assertThat(LiveKernel.text(program.run("9"))).isEqualTo("9");
    }
}
