package dev.mantissa.lib.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.engine.Matrices.Layout;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
    private static final Precision HIGHEST = Precisions.of("highest");
    private final WorkerPool pool = new WorkerPool(2);
    private final Engine engine = new VectorEngine(pool, true);

    @Test
    void a_product_of_8192_cubed_stops_within_a_second_and_the_engine_goes_on_working()
            throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Duration> stopped = new AtomicReference<>();
        try (Arena arena = Arena.ofShared()) {
            Matrix a = Matrix.rowMajor(arena.allocate(4L * 8192 * 8192, 64), 8192, 8192);
            Matrix c = Matrix.rowMajor(arena.allocate(4L * 8192 * 8192, 64), 8192, 8192);
            CountDownLatch started = new CountDownLatch(1);
            AtomicReference<Long> interrupted = new AtomicReference<>(0L);
            Thread caller =
                    Thread.ofPlatform()
                            .start(() -> {
                                started.countDown();
                                try {
                                    engine.matmul(a, a, c, 1, 0, HIGHEST);
                                } catch (CancelledException e) {
                                    long nanos = System.nanoTime() - interrupted.get();
                                    stopped.set(Duration.ofNanos(nanos));
                                    thrown.set(e);
                                }
                            });
            started.await();
            caller.join(Duration.ofMillis(300));
            assertThat(caller.isAlive()).isTrue();
            interrupted.set(System.nanoTime());
            caller.interrupt();
            caller.join(Duration.ofSeconds(10));
        }
        assertThat(thrown.get()).hasMessageContaining("matmul was interrupted");
        assertThat(stopped.get()).isLessThan(Duration.ofSeconds(1));
        Matrix one = Matrices.filled(Layout.ROW_MAJOR, 200, 200, 1);
        Matrix after = Matrices.filled(Layout.ROW_MAJOR, 200, 200, 0);
        engine.matmul(one, one, after, 1, 0, HIGHEST);
        assertThat(Matrices.values(after)).containsOnly(200);
    }

    @Test
    void no_task_runs_any_more_when_the_caller_has_its_answer() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicReference<Integer> left = new AtomicReference<>();
        CountDownLatch busy = new CountDownLatch(2);
        Thread caller =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                pool.run("work", 1_000_000, task -> spin(running, busy));
                            } catch (CancelledException e) {
                                left.set(running.get());
                            }
                        });
        assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        caller.join(Duration.ofSeconds(10));
        assertThat(left.get()).isZero();
    }

    @Test
    void what_a_task_throws_reaches_the_caller() {
        assertThatThrownBy(() ->
                        pool.run(
                                "work",
                                100,
                                task -> {
                                    if (task == 50) {
                                        throw new ArithmeticException("task 50");
                                    }
                                }))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("task 50");
    }

    @Test
    void a_task_may_use_the_pool_again() {
        AtomicInteger count = new AtomicInteger();
        pool.run("outer", 8, i -> pool.run("inner", 8, j -> count.incrementAndGet()));
        assertThat(count).hasValue(64);
    }

    private static void spin(AtomicInteger running, CountDownLatch busy) {
        running.incrementAndGet();
        busy.countDown();
        long end = System.nanoTime() + 1_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        running.decrementAndGet();
    }
}
