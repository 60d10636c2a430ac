package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Many kernels and many cells leave nothing behind. */
@EnabledOnOs(OS.LINUX)
class KernelLeakTest {
    private static final boolean ALL = Boolean.getBoolean("mantissa.exhaustive");
    private static final int KERNELS = ALL ? 100 : 3;
    private static final int CELLS = ALL ? 10_000 : 100;
    private static final int PARTS = 3;
    @TempDir private Path folder;

    private static long openFiles(long pid) {
        try (Stream<Path> all = Files.list(Path.of("/proc", "" + pid, "fd"))) {
            return all.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long threads(long pid) {
        try {
            return KernelProgram.status(pid, "Threads");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void awaitAtMost(String what, long most, LongSupplier value) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (value.getAsLong() > most && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(value.getAsLong()).as(what).isLessThanOrEqualTo(most);
    }

    /** One that runs, one that is busy, one that has just been started. */
    private static void startAndShutDown(int round) throws IOException {
        LiveKernel live = new LiveKernel();
        if (round % 3 != 2) {
            live.run("1");
        }
        if (round % 3 == 1) {
            live.client.send(
                    Channel.SHELL,
                    "execute_request",
                    Json.object("code", "while (true) {}"),
                    List.of());
        }
        live.close();
    }

    @Test
    void kernels_that_are_shut_down_idle_busy_or_starting_leave_nothing() throws Exception {
        startAndShutDown(0);
        long self = ProcessHandle.current().pid();
        long files = openFiles(self);
        long threads = threads(self);
        long children = ProcessHandle.current().descendants().count();
        for (int i = 0; i < KERNELS; i++) {
            startAndShutDown(i);
        }
        awaitAtMost("children", children, () -> ProcessHandle.current().descendants().count());
        // Pools of the JDK grow and shrink by a few; a leak would be several for each kernel.
        awaitAtMost("files", files + 4, () -> openFiles(self));
        awaitAtMost("threads", threads + 6, () -> threads(self));
    }

    @Test
    void workers_that_are_replaced_leave_nothing() throws Exception {
        try (KernelProgram program = new KernelProgram(folder)) {
            long kernel = program.process.pid();
            program.run("1");
            long files = openFiles(kernel);
            long threads = threads(kernel);
            for (int i = 0; i < KERNELS; i++) {
                ProcessHandle worker = program.worker();
                worker.destroyForcibly();
                assertThat(KernelProgram.ends(worker, 5)).isTrue();
                program.run("int made = " + i + ";");
            }
            awaitAtMost("workers", 1, () -> program.process.children().count());
            awaitAtMost("files", files + 2, () -> openFiles(kernel));
            awaitAtMost("threads", threads + 6, () -> threads(kernel));
        }
    }

    @Test
    void threads_files_and_memory_are_flat_over_many_cells() throws Exception {
        try (KernelProgram program = new KernelProgram(folder)) {
            cells(program, CELLS / 10);
            long kernel = program.process.pid();
            long worker = program.worker().pid();
            long kernelFiles = openFiles(kernel);
            long workerFiles = openFiles(worker);
            long kernelThreads = threads(kernel);
            long workerThreads = threads(worker);
            assertThat(leastGrowth(program)).isLessThan(ALL ? 5 << 20 : 1 << 20);
            awaitAtMost("files of the kernel", kernelFiles + 2, () -> openFiles(kernel));
            awaitAtMost("files of the worker", workerFiles + 2, () -> openFiles(worker));
            awaitAtMost("threads of the kernel", kernelThreads + 3, () -> threads(kernel));
            awaitAtMost("threads of the worker", workerThreads + 3, () -> threads(worker));
        }
    }

    /**
     * What a leak adds, it adds each time; the index of classes and profiles of the JVM come once.
     */
    private static long leastGrowth(KernelProgram program) {
        long least = Long.MAX_VALUE;
        long before = heap(program);
        for (int i = 0; i < PARTS; i++) {
            cells(program, CELLS / PARTS);
            long after = heap(program);
            least = Math.min(least, after - before);
            before = after;
        }
        return least;
    }

    private static void cells(KernelProgram program, int count) {
        for (int i = 0; i < count; i++) {
            program.run("display(\"shown\"); print(\"printed\"); Math.sqrt(" + i + ")");
        }
        program.client.request(
                Channel.SHELL, "kernel_info_request", new JsonObject(), LiveKernel.SOON);
    }

    /** What the worker keeps. */
    private static long heap(KernelProgram program) {
        return Long.parseLong(
                LiveKernel.text(
                        program.run(
                                "System.gc(); System.gc(); Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()")));
    }
}
