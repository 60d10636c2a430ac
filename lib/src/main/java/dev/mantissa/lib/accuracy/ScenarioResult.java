package dev.mantissa.lib.accuracy;

import java.util.List;

/** A scenario and what became of it. */
public record ScenarioResult(Scenario scenario, Outcome outcome) {
    /** "passed", "failed" or "not run". */
    public String status() {
        return switch (outcome) {
            case Outcome.NotRun _ -> "not run";
            case Outcome.Measured _, Outcome.Broken _ -> outcome.passed() ? "passed" : "failed";
        };
    }

    /** Why it did not pass; empty if it did. */
    public List<String> reasons() {
        return switch (outcome) {
            case Outcome.Measured measured -> measured.reasons();
            case Outcome.Broken(String reason) -> List.of(reason);
            case Outcome.NotRun(String reason) -> List.of(reason);
        };
    }
}
