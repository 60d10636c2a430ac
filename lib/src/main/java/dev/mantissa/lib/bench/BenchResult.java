package dev.mantissa.lib.bench;

import java.util.List;
import java.util.Map;

/**
 * A finished measurement, with everything that is needed to judge it.
 *
 * @param resolutionNanos of the clock
 * @param elapsedNanos it took
 * @param activity of the JVM meanwhile
 */
public record BenchResult(
        String title,
        Protocol protocol,
        long resolutionNanos,
        long elapsedNanos,
        List<CaseResult> cases,
        Machine machine,
        Activity activity) {
    /** Name and version of the record. */
    public static final String SCHEMA = "mantissa.bench/1";

    /** The MIME type of the record. */
    public static final String MIME = "application/vnd.mantissa.bench+json";

    public BenchResult {
        cases = List.copyOf(cases);
    }

    /** The record as a tree of maps, lists, strings, numbers and booleans. */
    public Map<String, Object> tree() {
        return BenchJson.tree(this);
    }

    /** The record as JSON, {@value #SCHEMA}. */
    public String json() {
        return BenchJson.text(this);
    }
}
