package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.bench.Machine;
import java.util.List;

/**
 * What the suite found. Every scenario counts in the totals, the ones that were not run too.
 *
 * @param effort how large scenarios could be
 * @param engine that computed the products
 * @param seed of weights and inputs
 */
public record AccuracyResult(
        List<ScenarioResult> scenarios,
        Effort effort,
        String engine,
        long seed,
        long elapsedNanos,
        Machine machine) {
    /** Name of the JSON record. */
    public static final String SCHEMA = "mantissa.accuracy/1";

    public AccuracyResult {
        scenarios = List.copyOf(scenarios);
    }

    /** What may be said of all of them together. */
    public enum Verdict {
        /** Every scenario was run and passed. */
        READY,
        /** None failed, but some were not run: nothing is known of those. */
        INCOMPLETE,
        /** At least one failed. */
        FAILED
    }

    public Verdict verdict() {
        if (failed() > 0) {
            return Verdict.FAILED;
        }
        return notRun() > 0 || scenarios.isEmpty() ? Verdict.INCOMPLETE : Verdict.READY;
    }

    /** All scenarios. */
    public int total() {
        return scenarios.size();
    }

    public int passed() {
        return count("passed");
    }

    public int failed() {
        return count("failed");
    }

    public int notRun() {
        return count("not run");
    }

    private int count(String status) {
        return (int) scenarios.stream().filter(s -> s.status().equals(status)).count();
    }

    /** The record as JSON, {@value #SCHEMA}. */
    public String json() {
        return AccuracyJson.text(this);
    }

    /** "failed: 3 of 240 scenarios failed, 200 passed, 37 not run". */
    @Override
    public String toString() {
        String rest = notRun() == 0 ? "" : ", %d not run".formatted(notRun());
        return switch (verdict()) {
            case READY -> "ready: all %d scenarios passed".formatted(total());
            case INCOMPLETE ->
                    "incomplete: %d of %d scenarios passed%s".formatted(passed(), total(), rest);
            case FAILED ->
                    "failed: %d of %d scenarios failed, %d passed%s"
                            .formatted(failed(), total(), passed(), rest);
        };
    }
}
