package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Variable;
import dev.mantissa.lib.nd4j.NetworkPrecision;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Operation;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.precision.Presets;
import dev.mantissa.lib.precision.Resolution;
import dev.mantissa.lib.range.RangeLedger;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Table;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/** What {@code %precision NET} shows: the mode of each layer of a network. */
final class NetworkTables {
    private NetworkTables() {}

    /** Shows the network if the line is the name of one and of no mode. */
    static boolean showIfNamed(MagicLine line, MagicContext context) {
        List<String> words = line.words();
        if (words.size() != 1 || isMode(words.getFirst())) {
            return false;
        }
        List<Variable> found =
                Networks.all(context).stream()
                        .filter(v -> v.name().equals(words.getFirst()))
                        .toList();
        found.forEach(network -> Say.show(context, table(network)));
        return !found.isEmpty();
    }

    /** {@code %precision show NET …}. */
    static void show(MagicLine line, MagicContext context) {
        if (line.words().size() < 2) {
            throw Mistake.usage(
                    Say.typed(line),
                    "no network named" + Networks.here(Networks.all(context)) + ".",
                    "%precision show NET, where NET is a variable");
        }
        List<Variable> wanted =
                line.words().stream()
                        .skip(1)
                        .map(name -> Networks.named(Say.typed(line), name, context))
                        .toList();
        wanted.forEach(v -> Say.show(context, table(v)));
    }

    private static boolean isMode(String word) {
        return !SourceVersion.isIdentifier(word)
                || Precisions.find(word).isPresent()
                || Presets.all().containsKey(word.toLowerCase(Locale.ROOT));
    }

    private static Table table(Variable variable) {
        Numerics numerics = Numerics.current();
        Object network = Objects.requireNonNull(variable.value());
        NetworkPrecision report = NetworkPrecision.of(network, numerics, numerics.device());
        Table.Builder table =
                Table.titled(
                                "Precision of %s (%s): %s"
                                        .formatted(
                                                variable.name(), report.type(), numerics.policy()))
                        .left("layer", "name", "type", "roles", "products", "backward", "stored as")
                        .right("terms", "predicted error");
        for (NetworkPrecision.Row row : report.rows()) {
            boolean products = row.forward() != null;
            table.row(
                    row.index() < 0 ? "" : row.index(),
                    row.name(),
                    row.type(),
                    String.join(" ", row.roles()),
                    mode(row.forward()),
                    mode(row.backward()),
                    row.forward() == null
                            ? ""
                            : numerics.policy().range().storedAs(row.forward().resolved()),
                    products ? Figures.count(row.terms()) : "",
                    products ? Figures.error(row.expectedError()) : "");
        }
        if (!report.unused().isEmpty()) {
            table.note(
                    "No product here is selected by %s."
                            .formatted(String.join(", ", report.unused())));
        }
        RangeLedger.session().entries().stream()
                .filter(entry -> isHere(entry.event().operation(), report))
                .map(RangeTables::line)
                .forEach(table::note);
        return table.note(
                        "Predicted: relative error of a forward product, N(0,1) operands, against f64. Source: %s."
                                .formatted(numerics.source()))
                .build();
    }

    /** Whether an operation happened in a layer, or gave a variable, that the report has. */
    private static boolean isHere(Operation operation, NetworkPrecision report) {
        return report.rows().stream()
                .anyMatch(row ->
                        operation.names().contains(row.name())
                                && (row.index() < 0 || row.index() == operation.layer()));
    }

    private static String mode(@Nullable Resolution resolution) {
        if (resolution == null) {
            return "none";
        }
        String asked = resolution.requested().name();
        String computed = resolution.resolved().name();
        return asked.equals(computed) ? asked : asked + " (" + computed + ")";
    }
}
