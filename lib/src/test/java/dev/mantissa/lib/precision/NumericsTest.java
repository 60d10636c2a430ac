package dev.mantissa.lib.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.Source;
import dev.mantissa.lib.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NumericsTest {
    private final Numerics before = Numerics.notebook();

    @BeforeEach
    void start_from_the_default() {
        Numerics.setNotebook(Numerics.of("highest", Source.DEFAULT));
    }

    @AfterEach
    void restore() {
        Numerics.setNotebook(before);
    }

    @Test
    void a_scope_wins_over_the_notebook_and_ends() {
        Numerics.setNotebook(Numerics.of("medium", Source.NOTEBOOK));
        String inside = Precision.with("f16", () -> Numerics.current().precision().name());
        assertThat(inside).isEqualTo("f16");
        assertThat(Numerics.current().precision().name()).isEqualTo("medium");
    }

    @Test
    void an_inner_scope_wins_over_an_outer_one_and_names_itself_as_the_source() throws Exception {
        Numerics cell = Numerics.of("medium", Source.CELL);
        List<String> seen =
                cell.call(() -> {
                    List<String> names = new ArrayList<>();
                    names.add(Numerics.current().toString());
                    Precision.with("tf32", () -> names.add(Numerics.current().toString()));
                    names.add(Numerics.current().toString());
                    return names;
                });
        assertThat(seen).containsExactly("medium (cell)", "tf32 (scope)", "medium (cell)");
    }

    @Test
    void a_scope_ends_when_its_body_throws_and_passes_the_exception_on() {
        assertThatThrownBy(() ->
                        Precision.with(
                                "bf16",
                                () -> {
                                    throw new IOException("no");
                                }))
                .isInstanceOf(IOException.class);
        assertThat(Numerics.current().precision().name()).isEqualTo("highest");
    }

    @Test
    void a_bad_name_runs_nothing_and_changes_nothing() {
        assertThatThrownBy(() -> Precision.with("hgih", () -> before.run(() -> {})))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("Did you mean 'high'?");
        assertThat(Numerics.current().precision().name()).isEqualTo("highest");
    }

    @Test
    void sixty_four_threads_each_see_their_own_setting() throws Exception {
        CyclicBarrier together = new CyclicBarrier(64);
        try (ExecutorService pool = Executors.newFixedThreadPool(64)) {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String policy = "op:op" + i + "=bf16 *=" + Precisions.all().get(i % 8).name();
                results.add(pool.submit(() -> keepsIts(policy, together)));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        }
    }

    private static boolean keepsIts(String policy, CyclicBarrier together) throws Exception {
        return Precision.with(
                policy,
                () -> {
                    boolean right = true;
                    for (int round = 0; round < 20; round++) {
                        together.await();
                        right &= Numerics.current().policy().toString().equals(policy);
                    }
                    return right;
                });
    }

    @Test
    void a_wrapped_task_carries_the_scope_into_a_pool_and_a_bare_one_does_not() throws Exception {
        Callable<String> task = () -> Numerics.current().precision().name();
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            Callable<String> wrapped = Precision.with("f16", () -> Numerics.wrap(task));
            assertThat(pool.submit(wrapped).get()).isEqualTo("f16");
            assertThat(pool.submit(task).get()).isEqualTo("highest");
            List<String> seen = new ArrayList<>();
            Runnable record = () -> seen.add(Numerics.current().precision().name());
            Runnable carried = Precision.with("bf16", () -> Numerics.wrap(record));
            pool.submit(carried).get();
            assertThat(seen).containsExactly("bf16");
        }
    }

    @Test
    void the_notebook_setting_holds_on_every_thread() throws Exception {
        Numerics.setNotebook(Numerics.of("medium", Source.NOTEBOOK));
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            Future<String> seen = pool.submit(() -> Numerics.current().precision().name());
            assertThat(seen.get()).isEqualTo("medium");
        }
    }

    @Test
    void a_weaker_source_does_not_undo_a_stronger_one() {
        Source metadata = Source.METADATA;
        assertThat(Numerics.offerNotebook(Numerics.of("high", metadata))).isTrue();
        assertThat(Numerics.offerNotebook(Numerics.of("bf16", Source.COMMAND_LINE))).isFalse();
        assertThat(Numerics.offerNotebook(Numerics.of("medium", metadata))).isTrue();
        assertThat(Numerics.offerNotebook(Numerics.of("f16", Source.NOTEBOOK))).isTrue();
        assertThat(Numerics.offerNotebook(Numerics.of("high", metadata))).isFalse();
        assertThat(Numerics.current().toString()).isEqualTo("f16 (notebook)");
    }

    @Test
    void sources_rank_as_documented() {
        List<Source> strongestFirst =
                List.of(
                        Source.CALL,
                        Source.SCOPE,
                        Source.CELL,
                        Source.NOTEBOOK,
                        Source.METADATA,
                        Source.COMMAND_LINE,
                        new Source(Source.Kind.ENVIRONMENT, "MANTISSA_PRECISION"),
                        new Source(Source.Kind.DOT_ENV, ".env"),
                        new Source(Source.Kind.FILE, "mantissa.toml"),
                        Source.DEFAULT);
        for (int i = 1; i < strongestFirst.size(); i++) {
            assertThat(strongestFirst.get(i - 1).outranks(strongestFirst.get(i))).isTrue();
            assertThat(strongestFirst.get(i).outranks(strongestFirst.get(i - 1))).isFalse();
        }
    }

    @Test
    void the_log_line_says_what_is_computed_and_ends_in_json() {
        Numerics numerics = Numerics.of("HIGH", Source.NOTEBOOK);
        assertThat(EffectivePrecision.logLine(numerics, Device.CPU))
                .isEqualTo(
                        "Set float32 matmul precision to 'high' -> tf32 operands, f32 sums (cpu, emulated, expected error 2.9e-4, from notebook) "
                                + "{\"requested\":\"high\",\"resolved\":\"tf32\",\"device\":\"cpu\",\"how\":\"emulated\",\"expected_error\":2.94E-4,\"source\":\"notebook\"}");
    }

    @Test
    void the_effective_table_has_a_row_for_everything_and_one_for_each_entry() {
        Numerics numerics = Numerics.of("attention=f32 op:conv2d=medium *=high", Source.CELL);
        List<EffectivePrecision.Row> rows = EffectivePrecision.table(numerics, Device.CPU);
        assertThat(rows.stream().map(EffectivePrecision.Row::toString))
                .containsExactly(
                        "* | high | tf32 | emulated | 2.9e-4 | cell",
                        "attention | f32 | f32 | native | 2.9e-7 | cell",
                        "op:conv2d | medium | bf16 | emulated | 2.3e-3 | cell");
    }

    @Test
    void a_simulated_device_is_named_wherever_one_is_and_ends_with_its_scope() {
        Device a100 = new Device("a100", Set.of("f32", "tf32")).simulated();
        Numerics simulated = Numerics.of("high", Source.SCOPE).withDevice(a100);
        assertThat(EffectivePrecision.sentence(simulated, simulated.device()))
                .contains("(simulated a100, native,");
        assertThat(a100.simulated()).isEqualTo(a100);
        simulated.run(() -> {
            assertThat(Numerics.current().device()).isEqualTo(a100);
            assertThat(new Numerics(Precisions.of("bf16"), Source.CALL).device()).isEqualTo(a100);
            assertThat(Numerics.current().precision("matmul").name()).isEqualTo("tf32");
            assertThat(Numerics.current().precision().name()).isEqualTo("high");
        });
        assertThat(Numerics.current().device()).isEqualTo(Device.CPU);
        assertThat(Numerics.of("high", Source.SCOPE).precision("matmul").name()).isEqualTo("high");
    }
}
