package dev.mantissa.lib.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.engine.Matrices.Layout;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.tensor.Matrix;
import dev.mantissa.lib.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many threads, each in a precision of its own, that share the pool of the engines. */
class ManyThreadsTest {
    private static final int THREADS = 64;
    private static final int ROUNDS = 3;

    /** Large enough that a product is shared among the threads of the pool. */
    private static final int M = 130;

    private static final int K = 192;
    private static final int N = 96;
    private static final Tensor A = Tensor.randn(1, M, K);
    private static final Tensor B = Tensor.randn(2, K, N);

    @Test
    void sixty_four_threads_in_sixty_four_modes_compute_what_one_thread_does() throws Exception {
        List<String> modes = modes();
        assertThat(new HashSet<>(modes)).hasSize(THREADS);
        WorkerPool pool = new WorkerPool(4);
        Engine shared = new VectorEngine(pool, true);
        Engine alone = new VectorEngine(new WorkerPool(1), true);
        List<float[]> expected = new ArrayList<>();
        for (String mode : modes) {
            expected.add(product(alone, Precisions.of(mode)));
        }
        assertThat(distinct(expected)).as("modes that round differently").isGreaterThan(48);
        together(
                modes,
                (i, mode) ->
                        assertThat(
                                        Precision.with(
                                                mode,
                                                () ->
                                                        product(
                                                                shared,
                                                                Numerics.current()
                                                                        .precision("matmul"))))
                                .as(mode)
                                .isEqualTo(expected.get(i)));
    }

    @Test
    void sixty_four_policies_hold_for_tensor_products_on_the_shared_pool() throws Exception {
        List<String> modes = modes();
        List<String> policies = modes.stream().map(m -> "op:matmul=" + m + " *=f64").toList();
        List<float[]> expected = new ArrayList<>();
        for (String mode : modes) {
            expected.add(A.matmul(B, Precisions.of(mode)).toArray());
        }
        together(
                policies,
                (i, policy) ->
                        assertThat(Precision.with(policy, () -> A.matmul(B)).toArray())
                                .as(policy)
                                .isEqualTo(expected.get(i)));
    }

    @Test
    void a_parallel_stream_sees_the_scope_only_through_wrapped_tasks() {
        int tasks = 64;
        Thread caller = Thread.currentThread();
        List<Seen> bare =
                Precision.with(
                        "bf16",
                        () ->
                                IntStream.range(0, tasks)
                                        .parallel()
                                        .mapToObj(i -> Seen.now())
                                        .toList());
        List<Seen> wrapped =
                Precision.with(
                        "bf16",
                        () -> {
                            Callable<Seen> task = Numerics.wrap(Seen::now);
                            return IntStream.range(0, tasks)
                                    .parallel()
                                    .mapToObj(i -> called(task))
                                    .toList();
                        });
        String outside = Numerics.current().precision().name();
        assertThat(outside).isNotEqualTo("bf16");
        assertThat(bare)
                .allSatisfy(s ->
                        assertThat(s.mode()).isEqualTo(s.thread() == caller ? "bf16" : outside));
        assertThat(wrapped).extracting(Seen::mode).containsOnly("bf16");
    }

    /** The mode in force on a thread. */
    private record Seen(Thread thread, String mode) {
        static Seen now() {
            return new Seen(Thread.currentThread(), Numerics.current().precision().name());
        }
    }

    private static Seen called(Callable<Seen> task) {
        try {
            return task.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Check {
        void run(int index, String policy) throws Exception;
    }

    /** One thread for each policy; all begin every round at once. */
    private static void together(List<String> policies, Check check) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(policies.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(policies.size())) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < policies.size(); i++) {
                int index = i;
                running.add(
                        threads.submit(() -> {
                            for (int round = 0; round < ROUNDS; round++) {
                                barrier.await();
                                check.run(index, policies.get(index));
                            }
                            return null;
                        }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }

    private static float[] product(Engine engine, Precision mode) {
        Matrix c = Matrices.filled(Layout.ROW_MAJOR, M, N, 0);
        engine.matmul(A.matrix(), B.matrix(), c, 1, 0, mode);
        return Matrices.values(c);
    }

    private static long distinct(List<float[]> products) {
        return products.stream().map(Arrays::hashCode).distinct().count();
    }

    /** Every mode of the catalogue, some of each family, and formats of many widths. */
    private static List<String> modes() {
        Set<String> names = new LinkedHashSet<>();
        Precisions.all().forEach(mode -> names.add(mode.name()));
        Precisions.examples().forEach(mode -> names.add(mode.name()));
        names.addAll(List.of("f16@v100", "bf16@a100", "tf32@h100", "f8e4m3@h100:p128", "int5:g64"));
        for (int bits = 1; names.size() < THREADS; bits++) {
            names.add("e8m" + bits);
            names.add("e3m" + bits);
        }
        return names.stream().limit(THREADS).toList();
    }
}
