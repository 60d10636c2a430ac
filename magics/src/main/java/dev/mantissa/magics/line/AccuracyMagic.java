package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.notebook.AtomicFile;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.kernel.session.Variable;
import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.accuracy.AccuracyResult;
import dev.mantissa.lib.accuracy.EarlierAccuracy;
import dev.mantissa.lib.accuracy.SensitivityJson;
import dev.mantissa.lib.nd4j.NetworkSensitivity;
import dev.mantissa.lib.nd4j.QuantTargets;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.magics.accuracy.AccuracyCharts;
import dev.mantissa.magics.accuracy.AccuracyOptions;
import dev.mantissa.magics.accuracy.AccuracyTables;
import dev.mantissa.magics.accuracy.EarlierTables;
import dev.mantissa.magics.accuracy.SensitivityTables;
import dev.mantissa.magics.bench.LiveProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %accuracy}: what few bits do to results, against f64. */
public final class AccuracyMagic implements Magic {
    private static final String USUAL = "q4";

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "checks what weights in few bits do to results, against f64";
    }

    @Override
    public String help() {
        return """
        %accuracy                    the suite: every scheme in layers, networks and models
        %accuracy q4 q8:g64          these schemes alone
        %accuracy net x              which layer of your network suffers from 4 bits
        %accuracy net x q2 --limit 0.1   from 2 bits, judged by your own limit

        --quick      small shapes alone, a few seconds; what is left out is named
        --full       the largest shapes too, some minutes
        --all        a row for each scenario, with every figure
        --json FILE  the record mantissa.accuracy/1
        --vs FILE    beside an earlier record

        A scenario passes if its error lies where theory puts it: above the least that so
        many bits allow, below the scheme's expected error carried through the structure.
        The verdict is 'ready' only if every scenario was run and passed.\
        """;
    }

    @Override
    public String example() {
        return "%accuracy q4 --quick";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) throws IOException {
        try {
            AccuracyOptions options = AccuracyOptions.parse(line.words());
            return options.names().isEmpty() ? suite(options, context) : network(options, context);
        } catch (UsageException e) {
            throw Mistake.in(Say.typed(line), e);
        }
    }

    private static AccuracyResult suite(AccuracyOptions options, MagicContext context)
            throws IOException {
        EarlierAccuracy earlier =
                options.earlier() == null ? null : EarlierAccuracy.read(options.earlier());
        LiveProgress progress = new LiveProgress(context.output(), "Accuracy suite", "of the work");
        AccuracyResult result;
        try {
            result = options.suite().run(progress);
        } catch (RuntimeException e) {
            progress.stopped();
            throw e;
        }
        progress.replace(AccuracyCharts.errorByBits(result).toBundle());
        Say.show(context, AccuracyTables.summary(result));
        if (options.all()) {
            Say.show(context, AccuracyTables.all(result));
        }
        if (earlier != null) {
            Say.show(context, EarlierTables.of(result, earlier));
        }
        AccuracyTables.notPassed(result).forEach(text -> Say.line(context, text));
        if (options.json() != null) {
            write(options, result.json(), context);
        }
        return result;
    }

    private static void write(AccuracyOptions options, String record, MagicContext context)
            throws IOException {
        Path file = Objects.requireNonNull(options.json());
        AtomicFile.write(file, record);
        Say.line(context, "wrote " + file);
    }

    private static NetworkSensitivity network(AccuracyOptions options, MagicContext context)
            throws IOException {
        Variable network = variable(options.names().getFirst(), context);
        if (!QuantTargets.isNetwork(network.value())) {
            throw new UsageException(
                    "'%s' is of type %s, which has no layers. Allowed: a MultiLayerNetwork, ComputationGraph or SameDiff graph%s. Usage: %s"
                            .formatted(
                                    network.name(),
                                    network.type(),
                                    here(context),
                                    AccuracyOptions.USAGE));
        }
        if (options.names().size() < 2) {
            throw new UsageException(
                    "no input for '%s' was named. Usage: %s"
                            .formatted(network.name(), AccuracyOptions.USAGE));
        }
        List<Object> inputs = new ArrayList<>();
        for (String name : options.names().subList(1, options.names().size())) {
            inputs.add(Objects.requireNonNull(variable(name, context).value()));
        }
        Object given = inputs.size() == 1 ? inputs.getFirst() : inputs;
        List<QuantScheme> schemes =
                options.schemes().isEmpty() ? List.of(QuantSchemes.of(USUAL)) : options.schemes();
        NetworkSensitivity last = null;
        List<NetworkSensitivity> measured = new ArrayList<>();
        for (QuantScheme scheme : schemes) {
            Object net = Objects.requireNonNull(network.value());
            last = NetworkSensitivity.of(net, given, scheme);
            Say.show(context, SensitivityTables.of(network.name(), last, options.limit()));
            measured.add(last);
            context.output()
                    .display(AccuracyCharts.sensitivity(network.name(), last).toBundle(), null);
        }
        if (options.json() != null) {
            write(
                    options,
                    SensitivityJson.text(network.name(), measured, options.limit()),
                    context);
        }
        return Objects.requireNonNull(last);
    }

    private static Variable variable(String name, MagicContext context) {
        List<Variable> all = context.session().variables();
        return all.stream()
                .filter(v -> v.name().equals(name) && v.value() != null)
                .findFirst()
                .orElseThrow(() -> unknown(name, all, context));
    }

    private static UsageException unknown(String name, List<Variable> all, MagicContext context) {
        List<String> known = new ArrayList<>(all.stream().map(Variable::name).toList());
        QuantSchemes.all().forEach(scheme -> known.add(scheme.name()));
        return new UsageException(
                "'%s' is neither a scheme nor a variable with a value.%s Schemes: %s; networks%s. Usage: %s"
                        .formatted(
                                name,
                                Suggestion.hint(name, known),
                                String.join(
                                        ", ",
                                        QuantSchemes.all().stream()
                                                .map(QuantScheme::name)
                                                .toList()),
                                here(context).isEmpty() ? ": none yet" : here(context),
                                AccuracyOptions.USAGE));
    }

    private static String here(MagicContext context) {
        List<String> names =
                context.session().variables().stream()
                        .filter(v -> QuantTargets.isNetwork(v.value()))
                        .map(Variable::name)
                        .toList();
        return names.isEmpty() ? "" : " (here: " + String.join(", ", names) + ")";
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        List<String> words =
                new ArrayList<>(List.of("--quick", "--full", "--all", "--json", "--vs", "--limit"));
        QuantSchemes.all().forEach(scheme -> words.add(scheme.name()));
        List<Candidate> found =
                new ArrayList<>(
                        Complete.variables(
                                arguments, context, v -> QuantTargets.isNetwork(v.value())));
        found.addAll(Complete.from(arguments, "option", words, w -> "see %accuracy?"));
        return found;
    }
}
