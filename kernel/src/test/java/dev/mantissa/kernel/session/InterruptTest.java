package dev.mantissa.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptTest {
    private static final AtomicInteger HOOKS = new AtomicInteger();
    private static Conversation talk;

    @BeforeAll
    static void open() {
        talk =
                new Conversation(
                        SessionConfig.builder().onInterrupt(HOOKS::incrementAndGet).build());
        talk.run("int alive = 41;");
    }

    @AfterAll
    static void close() {
        talk.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "for (;;) { try { Thread.sleep(1); } catch (Throwable t) {} }",
                "long n = 0; do { n++; } while (n >= 0);",
                "Runnable r = () -> { while (true) {} }; r.run();",
                "class Spin { static void f() { for (;;) { try { f2(); } catch (Throwable t) {} } } static void f2() { while (true) {} } }\nSpin.f();",
                "long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\nfib(90)",
                "Thread.sleep(600_000);",
                "java.util.stream.LongStream.iterate(0, i -> i + 1).forEach(i -> {});",
                "java.nio.channels.ServerSocketChannel.open().bind(null).accept();",
                "Object lock = new Object(); synchronized (lock) { lock.wait(); }"
            })
    void a_cell_that_does_not_end_is_stopped(String code) throws InterruptedException {
        CellResult result = talk.interrupted("println(\"go\");\n" + code);
        assertThat(result).isInstanceOf(CellResult.Interrupted.class);
        CellError error = ((CellResult.Interrupted) result).error();
        assertThat(error.name()).isEqualTo("Interrupted");
        assertThat(error.message()).containsPattern("line [23]");
        assertThat(talk.value("alive + 1")).isEqualTo(42);
        assertThat(talk.value("Thread.currentThread().isInterrupted()")).isEqualTo(false);
    }

    @Test
    void hooks_are_told() throws InterruptedException {
        int before = HOOKS.get();
        talk.interrupted("println(\"go\");\nwhile (true) {}");
        assertThat(HOOKS.get()).isEqualTo(before + 1);
    }

    @Test
    void threads_that_the_cell_started_stop_too() throws InterruptedException {
        talk.run("Thread spinner;");
        talk.interrupted(
                "spinner = new Thread(() -> { while (true) {} }); spinner.start(); println(\"go\"); spinner.join();");
        Thread spinner = (Thread) talk.session.value("spinner").orElseThrow();
        Conversation.until("the thread ends", () -> !spinner.isAlive());
    }

    @Test
    void without_a_running_cell_it_does_nothing() {
        talk.session.interrupt();
        assertThat(talk.value("alive + 1")).isEqualTo(42);
    }

    @Test
    void code_that_cannot_be_stopped_is_named_and_the_cell_still_counts_as_interrupted()
            throws InterruptedException {
        CellResult result =
                talk.interrupted(
                        "int unused;\nnew dev.mantissa.kernel.session.Stubborn().stubborn();");
        assertThat(result).isInstanceOf(CellResult.Interrupted.class);
        assertThat(talk.err()).contains("still runs").contains("line 2");
    }
}
