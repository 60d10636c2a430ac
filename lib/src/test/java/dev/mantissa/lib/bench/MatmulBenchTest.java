package dev.mantissa.lib.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.engine.Engines;
import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Precisions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatmulBenchTest {
    @Test
    void modes_are_measured_for_error_and_speed_side_by_side() throws Exception {
        var modes = List.of("highest", "high", "medium").stream().map(Precisions::of).toList();
        List<BenchCase> cases =
                new MatmulBench(Engines.select(), Device.CPU, 5).cases(List.of(32, 96), modes);
        BenchResult result =
                new Bench(Protocol.within(Duration.ofSeconds(2))).run("products", cases, p -> {});

        assertThat(result.cases())
                .extracting(CaseResult::name)
                .containsExactly(
                        "highest",
                        "high (emulated)",
                        "medium (emulated)",
                        "highest",
                        "high (emulated)",
                        "medium (emulated)");
        assertThat(result.cases().get(3).error()).isLessThan(1e-6);
        assertThat(result.cases().get(4).error()).isBetween(2e-4, 4e-4);
        assertThat(result.cases().get(5).error()).isBetween(1.5e-3, 3.5e-3);
        assertThat(result.cases()).allSatisfy(c -> assertThat(c.gflops()).isPositive());
    }
}
