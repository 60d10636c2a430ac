package dev.mantissa.lib.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import dev.mantissa.lib.ErrorReport;
import dev.mantissa.lib.engine.CancelledException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** On a simulated clock, so that what comes out is known. */
class BenchTest {
    private long now;
    private final SplittableRandom random = new SplittableRandom(12);
    private final List<String> ran = new ArrayList<>();

    /** Takes so long on the simulated clock, and 1 % more or less. */
    private BenchCase lasting(String name, LongUnaryOperator nanosAtTime) {
        return new BenchCase(
                "",
                name,
                Map.of("mode", name),
                1e6,
                () -> {
                    ran.add(name);
                    long nanos = nanosAtTime.applyAsLong(now);
                    now += Math.round(nanos * (0.99 + 0.02 * random.nextDouble()));
                    return name;
                },
                null);
    }

    private BenchResult run(Duration budget, BenchCase... cases) throws Exception {
        return new Bench(Protocol.within(budget), () -> now).run("test", List.of(cases), p -> {});
    }

    @Test
    void the_median_the_interval_and_the_ratio_are_those_of_the_work() throws Exception {
        BenchResult result =
                run(
                        Duration.ofSeconds(10),
                        lasting("slow", t -> 3_000_000),
                        lasting("fast", t -> 1_500_000));
        CaseResult slow = result.cases().get(0);
        CaseResult fast = result.cases().get(1);

        assertThat(slow.medianNanos()).isBetween(2.97e6, 3.03e6);
        assertThat(slow.interval().covers(slow.medianNanos())).isTrue();
        assertThat(slow.verdict()).isEqualTo(Verdict.STEADY);
        assertThat(slow.against()).isNull();
        assertThat(fast.gflops()).isCloseTo(1e6 / 1.5e6, org.assertj.core.data.Offset.offset(0.01));
        assertThat(fast.against()).isNotNull();
        assertThat(fast.against().ratio()).isBetween(1.97, 2.03);
        assertThat(fast.against().shown()).isTrue();
    }

    @Test
    void sampling_ends_when_the_interval_is_narrow() throws Exception {
        BenchResult result = run(Duration.ofMinutes(5), lasting("a", t -> 5_000_000));

        assertThat(result.cases().getFirst().sampleNanos()).hasSizeBetween(10, 40);
        assertThat(result.elapsedNanos()).isLessThan(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void the_budget_is_kept() throws Exception {
        BenchCase wild = lasting("wild", t -> random.nextInt(5, 200) * 1_000_000L);
        BenchResult result = run(Duration.ofSeconds(8), wild);

        assertThat(result.elapsedNanos()).isLessThan(Duration.ofMillis(8300).toNanos());
        assertThat(result.cases().getFirst().verdict()).isEqualTo(Verdict.NOISY);
    }

    @Test
    void cases_take_turns_in_mirrored_passes() throws Exception {
        BenchResult result =
                run(
                        Duration.ofSeconds(5),
                        lasting("a", t -> 4_000_000),
                        lasting("b", t -> 4_000_000),
                        lasting("c", t -> 4_000_000));
        int passes = result.cases().getFirst().sampleNanos().length;
        int each = result.cases().getFirst().repetitions();
        List<String> order = ran.subList(ran.size() - 3 * passes * each, ran.size());

        assertThat(each).isEqualTo(1);
        for (int pass = 0; pass + 1 < passes; pass += 2) {
            List<String> one = order.subList(3 * pass, 3 * pass + 3);
            List<String> next = order.subList(3 * pass + 3, 3 * pass + 6);
            assertThat(one).containsExactlyInAnyOrder("a", "b", "c");
            assertThat(next).isEqualTo(one.reversed());
        }
    }

    @Test
    void short_work_is_repeated_until_a_sample_is_long_enough() throws Exception {
        CaseResult result = run(Duration.ofSeconds(1), lasting("a", t -> 1000)).cases().getFirst();

        assertThat(result.repetitions() * result.medianNanos()).isGreaterThan(1_500_000);
        assertThat(result.medianNanos()).isBetween(990.0, 1010.0);
    }

    @Test
    void warm_up_is_not_among_the_samples() throws Exception {
        CaseResult result =
                run(
                                Duration.ofSeconds(10),
                                lasting("a", t -> t < 400_000_000 ? 9_000_000 : 3_000_000))
                        .cases()
                        .getFirst();

        assertThat(Arrays.stream(result.sampleNanos()).max().orElseThrow()).isLessThan(4e6);
        assertThat(result.warmUpNanos()[0]).isGreaterThan(8e6);
        assertThat(result.verdict()).isEqualTo(Verdict.STEADY);
    }

    @Test
    void warm_up_that_goes_on_while_sampling_is_found_and_left_out() throws Exception {
        CaseResult result =
                run(
                                Duration.ofSeconds(4),
                                lasting(
                                        "a",
                                        t ->
                                                t < 1_400_000_000
                                                        ? random.nextInt(9, 20) * 1_000_000L
                                                        : 3_000_000))
                        .cases()
                        .getFirst();

        assertThat(result.medianNanos()).isBetween(2.9e6, 3.1e6);
        assertThat(result.verdict()).isEqualTo(Verdict.STEADY);
    }

    @Test
    void times_are_believed_only_when_the_compiler_is_quiet() throws Exception {
        long compiled = 900_000_000;
        BenchCase late = lasting("a", t -> t < compiled ? 400_000 : 20_000);
        Ticker ticker =
                new Ticker() {
                    @Override
                    public long nanos() {
                        return now;
                    }

                    @Override
                    public long compilationMillis() {
                        return Math.min(now, compiled) / 1_000_000;
                    }
                };
        Bench bench = new Bench(Protocol.within(Duration.ofSeconds(10)), ticker);
        CaseResult result = bench.run("test", List.of(late), p -> {}).cases().getFirst();

        assertThat(result.medianNanos()).isBetween(19_700.0, 20_300.0);
        assertThat(result.repetitions() * result.medianNanos()).isGreaterThan(1_900_000);
        assertThat(result.note()).isEmpty();
    }

    @Test
    void a_change_of_level_while_sampling_is_called_drifting() throws Exception {
        BenchCase drifting =
                lasting("a", t -> (long) (4e6 * (1 + 0.5 * random.nextDouble() + t / 4e9)));
        CaseResult result = run(Duration.ofSeconds(3), drifting).cases().getFirst();

        assertThat(result.verdict()).isEqualTo(Verdict.DRIFTING);
        assertThat(result.note()).contains("%");
    }

    @Test
    void too_small_a_budget_is_said() throws Exception {
        CaseResult result =
                run(Duration.ofMillis(50), lasting("a", t -> 20_000_000)).cases().getFirst();

        assertThat(result.verdict()).isEqualTo(Verdict.TOO_FEW);
        assertThat(result.note()).contains("budget");
    }

    @Test
    void a_wrong_result_is_not_timed() throws Exception {
        ErrorReport wrong = ErrorReport.of(i -> 1, i -> 2, 3, 1e-3);
        Callable<Object> never =
                () -> {
                    throw new AssertionError("timed although it is wrong");
                };
        BenchCase bad =
                new BenchCase(
                        "", "bad", Map.of(), 1, never, () -> new Accuracy(wrong, 1e-4, "f64"));
        BenchResult result = run(Duration.ofSeconds(1), bad, lasting("good", t -> 1_000_000));

        assertThat(result.cases().getFirst().verdict()).isEqualTo(Verdict.WRONG);
        assertThat(result.cases().getFirst().sampleNanos()).isEmpty();
        assertThat(result.cases().get(1).verdict()).isEqualTo(Verdict.STEADY);
        assertThat(result.cases().get(1).against()).isNull();
    }

    @Test
    void an_interrupt_ends_it_between_samples() {
        BenchCase interrupting =
                lasting(
                        "a",
                        t -> {
                            Thread.currentThread().interrupt();
                            return 1_000_000;
                        });

        assertThatThrownBy(() -> run(Duration.ofSeconds(5), interrupting))
                .isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ran).hasSize(1);
    }

    @Test
    void the_record_holds_raw_samples_protocol_and_environment() throws Exception {
        BenchResult result =
                run(
                        Duration.ofSeconds(2),
                        lasting("a", t -> 1_000_000),
                        lasting("b", t -> 900_000));
        var json = JsonParser.parseString(result.json()).getAsJsonObject();
        var first = json.getAsJsonArray("cases").get(0).getAsJsonObject();

        assertThat(json.get("schema").getAsString()).isEqualTo("mantissa.bench/1");
        assertThat(json.getAsJsonObject("protocol").get("seed").getAsLong()).isEqualTo(1);
        assertThat(json.getAsJsonObject("environment").get("cpu").getAsString()).isNotBlank();
        assertThat(first.getAsJsonArray("samples_ns"))
                .hasSize(result.cases().getFirst().sampleNanos().length);
        assertThat(first.has("ratio_to_baseline")).isFalse();
        assertThat(json.getAsJsonArray("cases").get(1).getAsJsonObject().has("ratio_to_baseline"))
                .isTrue();
    }
}
