package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.kernel.session.Variable;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.nd4j.NetworkRange;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %inspect}: how large the values of a network are. */
public final class InspectMagic implements Magic {
    private static final String USAGE =
            "%inspect NET for weights, %inspect NET x for what each layer gives too";

    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "magnitudes in a network: NaN, Inf, subnormals, beyond f16; histograms";
    }

    @Override
    public String help() {
        return """
        %inspect NET       weights, layer by layer: table and histogram of magnitudes
        %inspect NET x     the same, and what each layer gives for the input x

        NET is a variable that holds a MultiLayerNetwork, ComputationGraph or SameDiff
        graph; x one that holds an INDArray (for a graph also a Map of placeholders).
        Subnormal f16: 2^-24 to 2^-14, where f16 loses bits. Below f16: becomes 0 in f16.
        Beyond f16: above 65,504, becomes Inf in f16.\
        """;
    }

    @Override
    public String example() {
        return """
        import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
        import org.deeplearning4j.nn.conf.layers.*;
        import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
        import org.nd4j.linalg.factory.Nd4j;
        var net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder().seed(1).list()
            .layer(new DenseLayer.Builder().nIn(16).nOut(8).build())
            .layer(new OutputLayer.Builder().nIn(8).nOut(3).build()).build());
        net.init();
        var x = Nd4j.rand(5, 16);
        %inspect net x\
        """;
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) {
        List<String> words = line.words();
        if (words.isEmpty() || words.size() > 2) {
            String what =
                    words.isEmpty()
                            ? "no network named" + Networks.here(Networks.all(context)) + "."
                            : "a network and at most one input are needed.";
            throw Mistake.usage(Say.typed(line), what, USAGE);
        }
        Variable variable = Networks.named(Say.typed(line), words.getFirst(), context);
        Object network = Objects.requireNonNull(variable.value());
        List<NetworkRange.Row> activations =
                words.size() < 2 ? List.of() : activations(line, network, context);
        show(variable.name(), "weights", NetworkRange.weights(network), context);
        if (!activations.isEmpty()) {
            show(variable.name(), "activations for " + words.get(1), activations, context);
        }
        return null;
    }

    private static List<NetworkRange.Row> activations(
            MagicLine line, Object network, MagicContext context) {
        String name = line.words().get(1);
        Object input =
                context.session()
                        .value(name)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "%s: there is no variable '%s' that holds an input. Allowed: an INDArray, or for a graph a Map of placeholders to INDArrays."
                                                .formatted(Say.typed(line), name)));
        try {
            return NetworkRange.activations(network, input);
        } catch (UsageException e) {
            throw Mistake.in(Say.typed(line), e);
        }
    }

    private static void show(
            String name, String what, List<NetworkRange.Row> rows, MagicContext context) {
        if (rows.isEmpty()) {
            Say.line(context, "%s has no %s.".formatted(name, what));
            return;
        }
        Say.show(context, RangeTables.inspection(name, what, rows));
        context.output().display(RangeTables.chart(name, what, rows).toBundle(), null);
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        boolean first = Complete.position(arguments) == 0;
        List<String> names =
                (first ? Networks.all(context) : context.session().variables())
                        .stream().map(Variable::name).toList();
        return Complete.from(arguments, "variable", names, n -> first ? "a network" : "an input");
    }
}
