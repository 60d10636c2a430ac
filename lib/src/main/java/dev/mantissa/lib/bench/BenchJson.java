package dev.mantissa.lib.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.mantissa.lib.ErrorReport;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the record {@value BenchResult#SCHEMA}. A figure that is unknown is left out. */
final class BenchJson {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private BenchJson() {}

    static String text(BenchResult result) {
        return GSON.toJson(tree(result));
    }

    static Map<String, Object> tree(BenchResult result) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", result.title());
        body.put("elapsed_ns", result.elapsedNanos());
        body.put("protocol", protocol(result));
        body.put("environment", result.machine().tree());
        body.put("activity", activity(result.activity()));
        body.put("cases", result.cases().stream().map(BenchJson::caseTree).toList());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", BenchResult.SCHEMA);
        tree.put("id", sha256(new Gson().toJson(body)).substring(0, 16));
        tree.putAll(body);
        return tree;
    }

    private static Map<String, Object> protocol(BenchResult result) {
        Protocol p = result.protocol();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("budget_ns", p.budget().toNanos());
        tree.put("seed", p.seed());
        tree.put("least_samples", p.leastSamples());
        tree.put("most_samples", p.mostSamples());
        tree.put("half_width", p.halfWidth());
        tree.put("confidence", p.confidence());
        tree.put("resamples", p.resamples());
        tree.put("warm_up_share", p.warmUpShare());
        tree.put("clock_resolution_ns", result.resolutionNanos());
        tree.put("order", "interleaved, each pass the reverse of the one before");
        tree.put("interval", "median, bootstrap, expanded percentiles");
        return tree;
    }

    private static Map<String, Object> activity(Activity a) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("gc_count", a.collections());
        tree.put("gc_ms", a.collectionMillis());
        tree.put("jit_ms", a.compilationMillis());
        put(tree, "load_before", a.loadBefore() < 0 ? Double.NaN : a.loadBefore());
        put(tree, "load_after", a.loadAfter() < 0 ? Double.NaN : a.loadAfter());
        return tree;
    }

    private static Map<String, Object> caseTree(CaseResult c) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("group", c.group());
        tree.put("name", c.name());
        tree.put("parameters", new TreeMap<>(c.parameters()));
        put(tree, "flops", c.flops());
        tree.put("verdict", c.verdict().toString());
        if (!c.note().isEmpty()) {
            tree.put("note", c.note());
        }
        put(tree, "median_ns", c.medianNanos());
        putInterval(tree, "interval_ns", c.interval());
        put(tree, "mad_ns", c.madNanos());
        put(tree, "gflops", c.gflops());
        tree.put("outliers_mild", c.outliers().mild());
        tree.put("outliers_severe", c.outliers().severe());
        if (c.allocatedBytes() >= 0) {
            tree.put("allocated_bytes", c.allocatedBytes());
        }
        if (c.accuracy() != null) {
            tree.put("error", accuracy(c.accuracy()));
        }
        if (c.against() != null) {
            tree.put("ratio_to_baseline", ratio(c.against()));
        }
        tree.put("repetitions", c.repetitions());
        tree.put("warm_up_ns", list(c.warmUpNanos()));
        tree.put("samples_ns", list(c.sampleNanos()));
        return tree;
    }

    private static Map<String, Object> accuracy(Accuracy a) {
        ErrorReport e = a.error();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("reference", a.reference());
        put(tree, "relative_frobenius", e.relativeFrobenius());
        put(tree, "max_absolute", e.maxAbsolute());
        if (e.maxUlp() < Long.MAX_VALUE) {
            tree.put("max_ulp_f32", e.maxUlp());
        }
        put(tree, "cosine", e.cosine());
        tree.put("mismatches", e.mismatches());
        tree.put("elements", e.elements());
        put(tree, "expected", a.expected());
        put(tree, "tolerance", e.bound());
        tree.put("pass", e.pass());
        return tree;
    }

    private static Map<String, Object> ratio(Comparison c) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(tree, "median", c.ratio());
        putInterval(tree, "interval", c.interval());
        tree.put("pairs", c.pairs());
        tree.put("difference_shown", c.shown());
        return tree;
    }

    private static void put(Map<String, Object> tree, String key, double value) {
        if (Double.isFinite(value)) {
            tree.put(key, value);
        }
    }

    private static void putInterval(Map<String, Object> tree, String key, Interval value) {
        if (Double.isFinite(value.low()) && Double.isFinite(value.high())) {
            tree.put(key, List.of(value.low(), value.high()));
        }
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).map(BenchJson::sixDigits).boxed().toList();
    }

    /** More digits than any clock is good for would only make the record long. */
    private static double sixDigits(double value) {
        return value == 0 || !Double.isFinite(value)
                ? 0
                : new BigDecimal(value).round(new MathContext(6)).doubleValue();
    }

    private static String sha256(@Nullable String text) {
        try {
            byte[] bytes = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
