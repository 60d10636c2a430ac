package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.kernel.session.Variable;
import dev.mantissa.lib.nd4j.NetworkRange;
import dev.mantissa.lib.range.NanFinding;
import dev.mantissa.lib.range.NanWatch;
import dev.mantissa.lib.range.RangeLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %nan}: where Inf and NaN come from. */
public final class NanMagic implements Magic {
    private static final List<String> COMMANDS = List.of("trace", "on", "off", "clear");
    private static final String USAGE =
            "%nan, %nan trace CODE, %nan on|off, %nan NET, %nan clear, or %%nan above a cell";

    private final NanWatch watch = NanWatch.session();

    @Override
    public String name() {
        return "nan";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE, Kind.CELL);
    }

    @Override
    public String summary() {
        return "finds the first operation and layer that gives Inf or NaN";
    }

    @Override
    public String help() {
        return """
        %nan trace CODE    runs the code and names the first operation whose result has
                           Inf or NaN: layer, index, its operands' ranges, mode
        %%nan              the same for the rest of the cell
        %nan on | off      looks in every cell from now on, or no longer
        %nan NET           NaN and Inf in the weights and the updater's state of a network
        %nan               what was found, and what overflowed or was stepped up so far
        %nan clear         forgets that

        It sees Tensor products and every ND4J, Deeplearning4j and SameDiff operation,
        forward and backward, with any policy. A watch looks at each result once, which
        costs about what a copy does; while nobody looks it costs nothing.\
        """;
    }

    @Override
    public String example() {
        return "%nan trace Tensor.of(300, 300).matmul(Tensor.of(3e38f, 3e38f))";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) throws Exception {
        String body = line.body();
        if (body != null) {
            if (!line.text().isBlank()) {
                throw Mistake.usage(Say.typed(line), "%%nan takes no argument.", USAGE);
            }
            return trace(body, context);
        }
        List<String> words = line.words();
        String first = words.isEmpty() ? "" : words.getFirst();
        switch (first.toLowerCase(Locale.ROOT)) {
            case "" -> report(context);
            case "trace" -> {
                String code = line.text().strip().substring("trace".length()).strip();
                if (code.isEmpty()) {
                    throw Mistake.usage(Say.typed(line), "no code to trace.", USAGE);
                }
                return trace(code, context);
            }
            case "on" -> {
                alone(line);
                watch.on();
                Say.line(
                        context,
                        "Watching: the first operation of each cell that gives Inf or NaN is named. %nan off ends it.");
            }
            case "off" -> {
                alone(line);
                watch.off();
                Say.line(context, "No longer watching for Inf and NaN.");
            }
            case "clear" -> {
                alone(line);
                clear();
                Say.line(context, "Findings and counts are forgotten.");
            }
            default -> words.forEach(name -> scan(line, name, context));
        }
        return null;
    }

    private static void alone(MagicLine line) {
        if (line.words().size() > 1) {
            throw Mistake.usage(Say.typed(line), "that takes no argument.", USAGE);
        }
    }

    private void clear() {
        boolean on = watch.isOn();
        watch.clear();
        RangeLedger.session().clear();
        if (on) {
            watch.on();
        }
    }

    private @Nullable Object trace(String code, MagicContext context) throws Exception {
        NanFinding finding;
        Object value;
        try (NanWatch.Trace trace = watch.trace()) {
            try {
                value = context.run(code);
            } finally {
                finding = trace.finding();
                if (finding != null) {
                    Say.show(context, RangeTables.finding(finding));
                }
            }
        }
        if (finding == null) {
            Say.line(context, "No operation gave Inf or NaN.");
        }
        return code.strip().endsWith(";") ? null : value;
    }

    private void report(MagicContext context) {
        Say.line(
                context,
                watch.isOn()
                        ? "Watching for Inf and NaN; %nan off ends it."
                        : "Not watching; %nan on watches every cell, %nan trace CODE one line.");
        List<NanFinding> findings = watch.findings();
        if (!findings.isEmpty()) {
            Say.show(context, RangeTables.findings(findings));
        }
        List<RangeLedger.Entry> entries = RangeLedger.session().entries();
        if (!entries.isEmpty()) {
            Say.show(context, RangeTables.ledger(entries));
        }
        if (findings.isEmpty() && entries.isEmpty()) {
            Say.line(context, "Nothing found, nothing overflowed and nothing stepped up so far.");
        }
    }

    private static void scan(MagicLine line, String name, MagicContext context) {
        Variable variable = Networks.named(Say.typed(line), name, context);
        Object network = Objects.requireNonNull(variable.value());
        List<NetworkRange.Row> rows = NetworkRange.stored(network);
        List<NetworkRange.Row> bad =
                rows.stream().filter(row -> !row.firstBad().isEmpty()).toList();
        if (bad.isEmpty()) {
            long elements = rows.stream().mapToLong(row -> row.counts().count()).sum();
            Say.line(
                    context,
                    "%s: no NaN and no Inf in %s of weights and updater state (%,d values)."
                            .formatted(name, arrays(rows.size()), elements));
        } else {
            Say.show(context, RangeTables.scan(name, rows.size(), bad));
        }
    }

    private static String arrays(int count) {
        return count == 1 ? "1 array" : count + " arrays";
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        List<String> known = new ArrayList<>(COMMANDS);
        Networks.all(context).forEach(v -> known.add(v.name()));
        return Complete.from(
                arguments,
                "nan",
                known,
                n -> COMMANDS.contains(n) ? "see %nan?" : "a network to scan");
    }
}
