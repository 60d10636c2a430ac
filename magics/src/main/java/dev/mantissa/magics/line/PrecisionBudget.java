package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Variable;
import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.nd4j.ErrorBudget;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code %precision budget NET X … [MODE]}: every layer of a network alone in a mode, and what that
 * does to the output.
 */
final class PrecisionBudget {
    private static final String USAGE =
            "%precision budget NET X [MODE], where NET is a network and X its input, both variables; MODE as in bf16";
    private static final String USUAL = "bf16";

    private PrecisionBudget() {}

    /**
     * Measures and shows.
     *
     * @throws IllegalArgumentException if a word is no network, input or mode; nothing is run then
     */
    static void show(MagicLine line, MagicContext context) {
        List<String> words = line.words().subList(1, line.words().size());
        if (words.isEmpty()) {
            throw Mistake.usage(
                    Say.typed(line),
                    "no network named" + Networks.here(Networks.all(context)) + ".",
                    USAGE);
        }
        Variable network = Networks.named(Say.typed(line), words.getFirst(), context);
        List<String> rest = words.subList(1, words.size());
        Optional<Precision> mode =
                rest.isEmpty() ? Optional.empty() : mode(rest.getLast(), rest.size() > 1, context);
        List<String> names = mode.isPresent() ? rest.subList(0, rest.size() - 1) : rest;
        if (names.isEmpty()) {
            throw Mistake.usage(Say.typed(line), "no input for the network named.", USAGE);
        }
        List<Object> inputs = new ArrayList<>();
        for (String name : names) {
            inputs.add(input(name, line, context));
        }
        Object given = inputs.size() == 1 ? inputs.getFirst() : inputs;
        try {
            Object net = Objects.requireNonNull(network.value());
            ErrorBudget budget = ErrorBudget.of(net, given, mode.orElseGet(PrecisionBudget::usual));
            BudgetTables tables = new BudgetTables(network.name(), budget);
            Say.show(context, tables.table());
            context.output().display(tables.chart().toBundle(), null);
        } catch (UsageException e) {
            throw Mistake.in(Say.typed(line), e);
        }
    }

    /** The last word, unless it can only be an input. */
    private static Optional<Precision> mode(String word, boolean inputs, MagicContext context) {
        boolean variable =
                context.session().variables().stream().anyMatch(v -> v.name().equals(word));
        return variable && !inputs ? Optional.empty() : Precisions.find(word);
    }

    /** The mode in force, if it rounds anything. */
    private static Precision usual() {
        Precision now = Numerics.current().policy().everything();
        return now.passesThrough() ? Precisions.of(USUAL) : now;
    }

    private static Object input(String name, MagicLine line, MagicContext context) {
        List<Variable> variables = context.session().variables();
        for (Variable variable : variables) {
            if (variable.name().equals(name) && variable.value() != null) {
                return variable.value();
            }
        }
        List<String> known =
                Stream.concat(
                                variables.stream().map(Variable::name),
                                Precisions.all().stream().map(Precision::name))
                        .toList();
        throw new IllegalArgumentException(
                "%s: '%s' is neither a variable with an input nor a mode.%s Usage: %s."
                        .formatted(Say.typed(line), name, Suggestion.hint(name, known), USAGE));
    }
}
