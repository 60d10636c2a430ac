package dev.mantissa.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.notebook.PrintingOutput;
import java.io.BufferedReader;
import java.io.Reader;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CellStreamsTest {
    private static Conversation talk;

    @BeforeAll
    static void open() {
        talk = new Conversation();
    }

    @AfterAll
    static void close() {
        talk.close();
    }

    @Test
    void both_streams_arrive_apart() {
        talk.run("System.out.print(\"ö€😀\"); System.err.print(\"bad\"); printf(\"%d\", 5);");
        assertThat(talk.out()).isEqualTo("ö€😀5");
        assertThat(talk.err()).isEqualTo("bad");
    }

    @Test
    void characters_written_byte_by_byte_survive() {
        talk.run(
                "for (byte b : \"€😀\".getBytes(\"UTF-8\")) System.out.write(b); System.out.flush();");
        assertThat(talk.out()).isEqualTo("€😀");
    }

    @Test
    void a_thread_that_outlives_its_cell_writes_to_its_own_cell() {
        talk.run(
                """
                var gate = new java.util.concurrent.CountDownLatch(1);
                var late = new Thread(() -> {
                    try { gate.await(); } catch (InterruptedException e) { return; }
                    System.out.print("late");
                });
                late.start();
                """);
        RecordingOutput first = talk.output;
        talk.run("gate.countDown(); late.join(); print(\"second\");");
        assertThat(talk.text(first, "out")).isEqualTo("late");
        assertThat(talk.out()).isEqualTo("second");
    }

    @Test
    void threads_of_the_common_pool_write_to_the_running_cell() {
        talk.run(
                "java.util.concurrent.CompletableFuture.runAsync(() -> System.out.print(\"pool\")).join();");
        assertThat(talk.out()).isEqualTo("pool");
    }

    @Test
    void an_exception_in_a_thread_is_shown_under_its_cell() {
        talk.run(
                "var t = new Thread(() -> { throw new IllegalStateException(\"broken\"); }); t.start(); t.join();");
        assertThat(talk.err()).contains("IllegalStateException: broken").contains("line 1");
        assertThat(talk.err()).doesNotContain("REPL");
    }

    @Test
    void what_a_cell_spoils_is_restored_before_the_next() {
        Object locale = talk.value("Locale.getDefault()");
        talk.run(
                "System.out.close(); System.setOut(null); System.setErr(null); System.setIn(null); Locale.setDefault(Locale.forLanguageTag(\"ar\")); TimeZone.setDefault(TimeZone.getTimeZone(\"Asia/Tokyo\")); Thread.setDefaultUncaughtExceptionHandler(null); Thread.currentThread().setContextClassLoader(null);");
        talk.run("print(\"still here\"); System.err.print(\"too\");");
        assertThat(talk.out()).isEqualTo("still here");
        assertThat(talk.err()).isEqualTo("too");
        assertThat(talk.value("Locale.getDefault()")).isEqualTo(locale);
        assertThat(talk.value("Thread.getDefaultUncaughtExceptionHandler() != null"))
                .isEqualTo(true);
        assertThat(talk.value("Thread.currentThread().getContextClassLoader() != null"))
                .isEqualTo(true);
    }

    @Test
    void without_a_front_end_input_is_refused_with_a_reason() {
        CellError error = talk.error("System.in.read()");
        assertThat(error.name()).isEqualTo("java.io.IOException");
        assertThat(error.message()).isEqualTo("no one to ask");
        talk.error("new Scanner(System.in).nextLine()");
        assertThat(talk.err()).contains("asks for input");
    }

    @Test
    void input_is_asked_for_line_by_line() {
        List<String> lines = new java.util.ArrayList<>(List.of("3", "four"));
        var output = new AskedOutput(lines);
        CellResult result =
                talk.session.execute(
                        new Cell("var in = new Scanner(System.in); in.nextLine() + in.nextLine()"),
                        output);
        assertThat(((CellResult.Ok) result).value()).isEqualTo("3four");
    }

    @Test
    void an_output_that_prints_to_the_system_streams_does_not_get_its_text_back() {
        talk.run("1");
        PrintingOutput printing =
                new PrintingOutput(System.out, System.err, new BufferedReader(Reader.nullReader()));
        CellResult result =
                talk.session.execute(new Cell("System.out.println(\"once\"); 2"), printing);
        assertThat(result).isInstanceOf(CellResult.Ok.class);
        talk.run("print(\"after\");");
        assertThat(talk.out()).isEqualTo("after");
    }
}
