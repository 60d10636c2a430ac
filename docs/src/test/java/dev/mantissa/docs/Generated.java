package dev.mantissa.docs;

import dev.mantissa.datasets.Datasets;
import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.lib.accuracy.Effort;
import dev.mantissa.lib.accuracy.MatrixShape;
import dev.mantissa.lib.accuracy.Structures;
import dev.mantissa.lib.precision.OnUnsupported;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.quant.Calibrations;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.quant.WeightDistribution;
import dev.mantissa.lib.settings.Settings;
import dev.mantissa.magics.Magics;
import dev.mantissa.magics.gpu.FormatColumn;
import dev.mantissa.magics.gpu.GpuTables;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of the documentation that are made from the catalogues. */
final class Generated {
    private static final Pattern PART =
            Pattern.compile(
                    "(?s)(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end of generated: \\2 -->)");
    private static final Map<String, Supplier<String>> PARTS =
            Map.ofEntries(
                    Map.entry("magics", Generated::magics),
                    Map.entry("magic-help", Generated::magicHelp),
                    Map.entry("settings", Generated::settings),
                    Map.entry("precision-modes", Generated::precisions),
                    Map.entry("quantisation-schemes", Generated::schemes),
                    Map.entry("calibrations", Generated::calibrations),
                    Map.entry("accuracy-scenarios", Generated::accuracyScenarios),
                    Map.entry("datasets", Generated::datasets),
                    Map.entry("gpu-formats", Generated::gpuFormats),
                    Map.entry("gpu-peaks", Generated::gpuPeaks),
                    Map.entry("gpu-sources", () -> GpuTables.sources().markdown()));

    private Generated() {}

    /** The page with its generated parts as they should be. */
    static String renew(String page) {
        return PART.matcher(page).replaceAll(m -> Matcher.quoteReplacement(renewed(m)));
    }

    static Stream<String> namesIn(String page) {
        return PART.matcher(page).results().map(m -> m.group(2));
    }

    static Set<String> names() {
        return PARTS.keySet();
    }

    private static String renewed(MatchResult part) {
        Supplier<String> maker = PARTS.get(part.group(2));
        if (maker == null) {
            throw new IllegalStateException(
                    "nothing generates '%s'; known: %s".formatted(part.group(2), names()));
        }
        return part.group(1) + maker.get() + part.group(3);
    }

    private static String magics() {
        return table(
                List.of("magic", "what it does"),
                sortedMagics().map(m -> List.of("`" + spelling(m) + "`", m.summary())));
    }

    private static String magicHelp() {
        return sortedMagics()
                .map(m ->
                        "## %s\n\n%s.\n\n```text\n%s\n```\n\n```jsh\n%s\n```\n\n"
                                .formatted(
                                        spelling(m),
                                        capital(m.summary()),
                                        m.help().strip(),
                                        m.example().strip()))
                .collect(Collectors.joining());
    }

    private static String accuracyScenarios() {
        return table(
                List.of("structure", "what is computed", "shape", "weights", "run by"),
                Structures.all().stream()
                        .flatMap(s ->
                                MatrixShape.all().stream()
                                        .map(shape ->
                                                List.of(
                                                        s.name(),
                                                        s.summary(),
                                                        shape.toString(),
                                                        String.format(
                                                                Locale.ROOT, "%,d", s.size(shape)),
                                                        runBy(s.size(shape))))));
    }

    private static String runBy(long weights) {
        return Arrays.stream(Effort.values())
                .filter(e -> weights <= e.mostWeights())
                .map(Effort::toString)
                .collect(Collectors.joining(", "));
    }

    private static String settings() {
        return table(
                List.of("flag", "environment variable", "system property", "default", "meaning"),
                Settings.all().stream()
                        .map(s ->
                                List.of(
                                        "`" + s.name() + "`",
                                        "`" + s.variable() + "`",
                                        "`" + s.property() + "`",
                                        "`" + s.fallback() + "`",
                                        s.help())));
    }

    private static String precisions() {
        return table(
                List.of("mode", "operands", "sums", "expected error", "meaning", "other names"),
                Stream.concat(Precisions.all().stream(), Precisions.examples().stream())
                        .map(Generated::precision));
    }

    private static List<String> precision(Precision mode) {
        return List.of(
                "`" + mode.name() + "`",
                mode.operands(),
                mode.accumulation().toString(),
                String.format(Locale.ROOT, "%.1e", mode.expectedError(1024)),
                mode.summary(),
                mode.aliases().stream().map(a -> "`" + a + "`").collect(Collectors.joining(", ")));
    }

    /** Rows beside the schemes as they come. */
    private static final List<String> VARIANTS =
            List.of(
                    "q8:search",
                    "q8:asym:search",
                    "q8:row",
                    "q4:absmax",
                    "q4:g64",
                    "q4:g128",
                    "q4:row",
                    "q4:tensor",
                    "q4:asym",
                    "q4:asym:g64",
                    "q4:asym:absmax",
                    "q3:asym",
                    "q2:asym",
                    "q1:asym:search",
                    "ternary:absmean",
                    "nf4:search",
                    "mxfp4:search",
                    "nvfp4:search",
                    "q4:rot",
                    "q4:asym:g64:rot",
                    "q4_k:rot");

    private static String schemes() {
        return table(
                List.of(
                        "scheme",
                        "bits per weight",
                        "error, normal",
                        "error, t5",
                        "times the floor",
                        "scale",
                        "meaning"),
                Stream.concat(QuantSchemes.all().stream(), VARIANTS.stream().map(QuantSchemes::of))
                        .map(Generated::scheme));
    }

    private static List<String> scheme(QuantScheme scheme) {
        double error = scheme.expectedError();
        double floor = Math.pow(2, -scheme.bitsPerWeight());
        return List.of(
                "`" + scheme + "`",
                String.valueOf(scheme.bitsPerWeight()),
                figure(error),
                figure(scheme.expectedError(WeightDistribution.STUDENT_T5)),
                String.format(Locale.ROOT, "%.2f", error / floor),
                scheme.scaleChoice(),
                scheme.summary());
    }

    private static String calibrations() {
        return table(
                List.of("name", "what it does"),
                Calibrations.all().stream().map(c -> List.of("`" + c.name() + "`", c.summary())));
    }

    private static String figure(double value) {
        return new BigDecimal(value).round(new MathContext(3)).toPlainString();
    }

    private static String datasets() {
        return table(
                List.of("name", "what", "source"),
                Datasets.all().stream()
                        .map(d -> List.of("`" + d.name() + "`", d.summary(), d.source())));
    }

    private static String gpuFormats() {
        return GpuTables.formats(FormatColumn.hardware(), OnUnsupported.FALLBACK).markdown()
                + "\n"
                + GpuTables.legend()
                + "\n";
    }

    private static String gpuPeaks() {
        return GpuTables.peaks().markdown() + "\n" + GpuTables.marks() + "\n";
    }

    private static Stream<Magic> sortedMagics() {
        return Magics.all().stream().sorted(Comparator.comparing(Magic::name));
    }

    private static String spelling(Magic magic) {
        return magic.kinds().stream()
                .sorted()
                .map(k -> (k == Magic.Kind.LINE ? "%" : "%%") + magic.name())
                .collect(Collectors.joining(" "));
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String table(List<String> head, Stream<List<String>> rows) {
        Stream<List<String>> ruled =
                Stream.concat(Stream.of(head, head.stream().map(h -> "---").toList()), rows);
        return ruled.map(r ->
                        r.stream()
                                .map(c -> c.replace("|", "\\|"))
                                .collect(Collectors.joining(" | ", "| ", " |\n")))
                .collect(Collectors.joining());
    }
}
