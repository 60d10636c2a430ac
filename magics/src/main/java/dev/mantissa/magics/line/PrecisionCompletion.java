package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.lib.nd4j.NetworkPrecision;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.OnUnsupported;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.precision.Presets;
import dev.mantissa.lib.precision.Role;
import dev.mantissa.lib.tensorcore.Generation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What may be typed after {@code %precision}, as far as it is typed. */
final class PrecisionCompletion {
    private static final List<String> OPERATIONS =
            List.of("matmul", "dot", "conv1d", "conv2d", "conv3dnew", "dot_product_attention");
    private static final List<String> PROMOTIONS = List.of("32", "64", "128", "256");
    private static final List<String> OPTIONS =
            List.of("on=", "emulate=", "promote=", "store=", "overflow=", "on-nan=", "upcast=");

    private static final List<String> STORED = List.of("f32", "f16", "bf16", "tf32", "f8e4m3");
    private static final List<String> OVERFLOW = List.of("clamp", "inf");
    private static final List<String> ON_NAN = List.of("stepup", "keep");
    private static final List<String> UPCASTS = List.of("attention", "matmul", "norm", "softmax");

    private final List<String> commands;
    private final MagicContext context;
    private final String arguments;
    private final String word;
    private final List<Candidate> found = new ArrayList<>();

    PrecisionCompletion(List<String> commands, String arguments, MagicContext context) {
        this.commands = commands;
        this.arguments = arguments;
        this.context = context;
        this.word = Complete.word(arguments);
    }

    List<Candidate> candidates() {
        int position = Complete.position(arguments);
        if (position == 0) {
            add("command", "see %precision?", commands);
            policy();
            networks();
        } else {
            after(arguments.strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT), position);
        }
        String low = word.toLowerCase(Locale.ROOT);
        return found.stream()
                .filter(c -> c.text().toLowerCase(Locale.ROOT).startsWith(low))
                .distinct()
                .toList();
    }

    private void after(String command, int position) {
        switch (command) {
            case "save", "load" -> {
                if (position == 1) {
                    files();
                }
            }
            case "show" -> networks();
            case "budget" -> {
                networks();
                modes("");
            }
            case "matrix" -> add("format", "a column, or a rule", GpuMatrix.words());
            case "explain", "sweep" -> modes("");
            case "diff" -> {
                if (position <= 2) {
                    modes("");
                    presets();
                    add("policy", "what is in force", List.of(PrecisionDiff.NOW));
                    files();
                }
            }
            case "list", "reset", "pop" -> {
                // nothing follows
            }
            default -> policy();
        }
    }

    private void files() {
        found.addAll(Complete.paths(arguments, (Path file) -> true));
    }

    private void policy() {
        int equals = word.indexOf('=');
        if (equals < 0) {
            modes("");
            presets();
            selectors();
            return;
        }
        String part = word.substring(0, equals + 1);
        switch (part.toLowerCase(Locale.ROOT)) {
            case "on=" ->
                    add(
                            "rule",
                            "what to do with a mode that is missing",
                            prefixed(part, OnUnsupported.labels()));
            case "emulate=" -> add("GPU", "as its tensor cores compute", prefixed(part, gpus()));
            case "promote=" ->
                    add("terms", "sums go into f32 so often", prefixed(part, PROMOTIONS));
            case "store=" -> add("type", "of stored results", prefixed(part, STORED));
            case "overflow=" ->
                    add("rule", "beyond the range of a format", prefixed(part, OVERFLOW));
            case "on-nan=" -> add("rule", "for a result with NaN", prefixed(part, ON_NAN));
            case "upcast=" -> add("part", "computed in f32", prefixed(part, UPCASTS));
            default -> modes(part);
        }
    }

    /** After {@code @}, the GPUs that a mode can be computed as on. */
    private void modes(String part) {
        int at = word.indexOf('@');
        if (at > 0) {
            add("GPU", "as its tensor cores compute", prefixed(word.substring(0, at + 1), gpus()));
            return;
        }
        for (Precision mode : Precisions.all()) {
            found.add(new Candidate(part + mode.name(), "precision", mode.summary()));
        }
    }

    private void presets() {
        Presets.all().forEach((name, text) -> found.add(new Candidate(name, "preset", text)));
    }

    private void selectors() {
        add("role", "PART=MODE", Role.labels().stream().map(r -> r + "=").toList());
        add("operation", "op:NAME=MODE", OPERATIONS.stream().map(o -> "op:" + o + "=").toList());
        add("selector", "layers by number: layer:0..3=MODE", List.of("layer:"));
        add("selector", "everything else", List.of("*="));
        add("option", "see %precision?", OPTIONS);
        layers();
    }

    /** Only once something is typed: large networks have many. */
    private void layers() {
        if (word.isEmpty()) {
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        Set<String> numbers = new LinkedHashSet<>();
        Networks.all(context)
                .forEach(network -> {
                    for (NetworkPrecision.Row row : rows(Objects.requireNonNull(network.value()))) {
                        names.add(row.name());
                        numbers.add("layer:" + row.index() + "=");
                    }
                });
        numbers.add("layer:-1=");
        add("layer", "PART=MODE", numbers);
        add(
                "layer",
                "a layer's name",
                names.stream().map(n -> (n.contains(".") ? n : "name:" + n) + "=").toList());
        add(
                "layers",
                "layers whose names begin so",
                names.stream()
                        .filter(n -> n.contains("."))
                        .map(PrecisionCompletion::glob)
                        .toList());
    }

    private static String glob(String name) {
        return name.substring(0, name.lastIndexOf('.')) + ".*=";
    }

    /** A network that a cell is at work on may not let itself be read now. */
    private static List<NetworkPrecision.Row> rows(Object network) {
        try {
            Numerics now = Numerics.notebook();
            return NetworkPrecision.of(network, now, now.device()).rows();
        } catch (RuntimeException busy) {
            return List.of();
        }
    }

    private void networks() {
        Networks.all(context).forEach(v -> found.add(new Candidate(v.name(), "network", v.type())));
    }

    private void add(String type, String detail, Iterable<String> texts) {
        texts.forEach(text -> found.add(new Candidate(text, type, detail)));
    }

    private static List<String> prefixed(String part, List<String> all) {
        return all.stream().map(name -> part + name).toList();
    }

    private static List<String> gpus() {
        return Arrays.stream(Generation.values())
                .flatMap(g -> Stream.concat(g.gpus().stream(), Stream.of(g.label())))
                .toList();
    }
}
