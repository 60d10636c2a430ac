package dev.mantissa.lib.precision;

import dev.mantissa.lib.Source;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to open a scope around nothing, and to ask in it what is in force. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class ScopeBenchmark {
    private final String mode = "bf16";
    private final String policy = "attention=f32 norm=f32 *=bf16";
    private final Numerics made = Numerics.of("bf16", Source.SCOPE);

    /** A wrong answer would be fast too. */
    @Setup
    public void check() {
        String inside = Precision.with(mode, () -> Numerics.current().precision().name());
        if (!inside.equals("bf16") || Numerics.current().precision().name().equals("bf16")) {
            throw new IllegalStateException("the scope does not hold: " + inside);
        }
    }

    /** Around nothing, a mode by its name. */
    @Benchmark
    public Object scope_by_name() {
        return Precision.with(mode, () -> "");
    }

    /** The same, and the mode of a product is asked for inside. */
    @Benchmark
    public Precision scope_by_name_asked() {
        return Precision.with(mode, () -> Numerics.current().precision("matmul"));
    }

    /** Settings that are made once and entered often. */
    @Benchmark
    public Object scope_made_before() throws Exception {
        return made.call(() -> "");
    }

    /** A policy is read anew each time. */
    @Benchmark
    public Object scope_by_policy_text() {
        return Precision.with(policy, () -> "");
    }

    /** No scope: what is in force for a product. */
    @Benchmark
    public Precision asked_without_scope() {
        return Numerics.current().precision("matmul");
    }
}
