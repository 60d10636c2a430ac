package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.kernel.session.Variable;
import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.nd4j.NetworkQuantizer;
import dev.mantissa.lib.nd4j.QuantPlan;
import dev.mantissa.lib.nd4j.QuantTargets;
import dev.mantissa.lib.nd4j.QuantizationEffect;
import dev.mantissa.lib.nd4j.QuantizationReport;
import dev.mantissa.lib.nd4j.QuantizedArray;
import dev.mantissa.lib.nd4j.QuantizedNetwork;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.tensor.Tensor;
import dev.mantissa.magics.table.Table;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %quantize}: weights in few bits. */
public final class QuantizeMagic implements Magic {
    private static final String FITTING =
            "a MultiLayerNetwork, ComputationGraph, SameDiff graph, INDArray or Tensor";
    private @Nullable NetworkQuantizer quantizer;

    @Override
    public String name() {
        return "quantize";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "stores the weights of a network or matrix in few bits, 8 to 1";
    }

    @Override
    public String help() {
        return """
        %quantize 4 net              the network computes with 4-bit weights from now on
        %quantize 4 net data=test    and right answers, outputs and speed on test, before and after
        %quantize net 2 group=64     any order; 32 (the default), 64, 128, row or tensor
        %quantize 4 net scheme=asym act=a8 keep=output include=dense*
                                     zero points, 8-bit activations, some layers left f32
        %quantize q4:g64:asym:a8 net the same options after colons; also absmax, search, rot
        %quantize 4 net calib=gptq data=x
                                     packed for what the layers get when net runs on x: also
                                     awq, imatrix, mse, minmax, percentile, gptq_ordered
        %quantize q4_k net           GGUF's formats, nf4, mxfp4, nvfp4, ternary: see list
        %quantize 4 net release=true a network of its own with packed weights only is the
                                     value: net can be dropped, and its memory is freed
        %quantize auto bits=4.5 net data=x
                                     a scheme for each layer, chosen by measuring on inputs x;
                                     bits=q4: in no more bytes than q4 takes
        %quantize save f.zip net     packed weights and configuration in a file
        %quantize load f.zip         the network in it is the value; same outputs, bit for bit
        %quantize report net         its table once more; with data=test, that comparison too
        %quantize off net            its own weights again, bit for bit
        %quantize                    what is quantised now
        %quantize list               the schemes and their errors

        NAME is a variable: a network (MultiLayerNetwork, ComputationGraph, SameDiff) or a
        matrix (INDArray, Tensor). A matrix stays as it is; its packed form is the value.\
        """;
    }

    @Override
    public String example() {
        return "var w = Tensor.randn(1, 64, 256);\n%quantize 4 w";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) {
        if (line.words().isEmpty()) {
            overview(context);
            return null;
        }
        QuantizeRequest request = QuantizeRequest.of(line);
        if (request.action() == QuantizeRequest.Action.LIST) {
            Say.show(context, QuantizeTables.schemes());
            return null;
        }
        if (request.action() == QuantizeRequest.Action.SAVE
                || request.action() == QuantizeRequest.Action.LOAD) {
            return QuantizeFiles.run(line, request, quantizer(), context);
        }
        if (request.names().isEmpty()) {
            return nameless(line, request, context);
        }
        List<Variable> targets =
                request.names().stream().map(name -> target(line, name, context)).toList();
        Object last = null;
        for (Variable target : targets) {
            last = act(line, request, target, context);
        }
        return last;
    }

    private @Nullable Object act(
            MagicLine line, QuantizeRequest request, Variable target, MagicContext context) {
        Object value = Objects.requireNonNull(target.value());
        try {
            if (QuantTargets.isReleased(value)) {
                return released(target.name(), (QuantizedNetwork) value, request, context);
            }
            return switch (request.action()) {
                case OFF -> restore(target.name(), value, context);
                case REPORT -> {
                    report(target.name(), value, request, context);
                    yield null;
                }
                case AUTO -> QuantizeAuto.run(target, request, quantizer(), context);
                default -> pack(target.name(), value, request, context);
            };
        } catch (UsageException e) {
            throw Mistake.in(Say.typed(line), e);
        }
    }

    private static @Nullable Object released(
            String name, QuantizedNetwork value, QuantizeRequest request, MagicContext context) {
        if (request.action() != QuantizeRequest.Action.REPORT) {
            throw new UsageException(
                    "'%s' holds packed weights only, so there is nothing to restore and nothing else to do with it. Allowed: %%quantize report %s."
                            .formatted(name, name));
        }
        Object data = QuantizeData.measured(request, context);
        QuantizationEffect effect = data == null ? null : value.effect(data, EffectTable.TIME);
        Say.show(context, QuantizeTables.released(name, value));
        show(name, value.report(), effect, request, context);
        return null;
    }

    private @Nullable Object pack(
            String name, Object value, QuantizeRequest request, MagicContext context) {
        QuantScheme scheme = Objects.requireNonNull(request.scheme());
        if (QuantTargets.isNetwork(value)) {
            return packNetwork(name, value, request, context);
        }
        request.checkMatrix(name);
        if (value instanceof Tensor tensor) {
            QuantTensor packed = scheme.encode(tensor.matrix());
            Say.show(context, QuantizeTables.tensor(name, tensor, packed));
            return packed;
        }
        QuantizedArray packed = QuantTargets.quantizeArray(quantizer(), value, scheme);
        Say.show(context, QuantizeTables.array(name, packed));
        return packed.packed();
    }

    private @Nullable Object packNetwork(
            String name, Object value, QuantizeRequest request, MagicContext context) {
        Object data = QuantizeData.measured(request, context);
        if (data != null) {
            QuantizationEffect.check(value, data);
        }
        QuantPlan plan = QuantizeData.plan(request, context);
        if (request.releases()) {
            QuantizedNetwork released = quantizer().release(value, plan);
            QuantizationEffect effect =
                    data == null ? null : released.effect(value, data, EffectTable.TIME);
            Say.show(context, QuantizeTables.released(name, released));
            show(name, released.report(), effect, request, context);
            return released;
        }
        List<String> changed =
                quantizer().report(value).map(QuantizationReport::changed).orElse(List.of());
        quantizer().quantize(value, plan);
        report(name, value, request, context);
        if (!changed.isEmpty()) {
            Say.line(
                    context,
                    "Changed since it was quantised before, by training perhaps: %s. That is what was packed now, and what %%quantize off %s gives back."
                            .formatted(String.join(", ", changed), name));
        }
        return null;
    }

    private @Nullable Object restore(String name, Object value, MagicContext context) {
        NetworkQuantizer.Restored restored = quantizer().restore(value);
        Say.line(
                context,
                "%s computes with its own weights again, bit for bit (%d arrays)."
                        .formatted(name, restored.arrays()));
        if (!restored.discarded().isEmpty()) {
            Say.line(
                    context,
                    "Changed since it was quantised, by training perhaps, and that change is gone: "
                            + String.join(", ", restored.discarded()));
        }
        return null;
    }

    private void report(String name, Object value, QuantizeRequest request, MagicContext context) {
        if (quantizer().schemesOf(value).isEmpty()) {
            throw new UsageException(
                    "'%s' is not quantised, so there is nothing to report. Quantise it with %%quantize 4 %s."
                            .formatted(name, name));
        }
        Object data = QuantizeData.measured(request, context);
        // First: products that it makes show in the report.
        QuantizationEffect effect =
                data == null ? null : quantizer().effect(value, data, EffectTable.TIME);
        QuantizationReport report = quantizer().report(value).orElseThrow();
        Say.show(context, QuantizeTables.network(name, report));
        show(name, report, effect, request, context);
    }

    private static void show(
            String name,
            QuantizationReport report,
            @Nullable QuantizationEffect effect,
            QuantizeRequest request,
            MagicContext context) {
        if (effect != null) {
            String data = Objects.requireNonNull(request.options().get(QuantizeOption.DATA));
            Say.show(context, new EffectTable(name, data, report, effect).table());
        }
    }

    /** Without a name, {@code off} and {@code report} mean every network that is quantised. */
    private @Nullable Object nameless(
            MagicLine line, QuantizeRequest request, MagicContext context) {
        List<Variable> all = quantised(context);
        boolean packs =
                request.action() != QuantizeRequest.Action.OFF
                        && request.action() != QuantizeRequest.Action.REPORT;
        if (packs || all.isEmpty()) {
            throw Mistake.usage(
                    Say.typed(line),
                    packs
                            ? "which variable? %s can be quantised%s."
                                    .formatted(FITTING, fitting(context))
                            : "nothing is quantised.",
                    QuantizeRequest.USAGE);
        }
        all.forEach(v -> act(line, request, v, context));
        return null;
    }

    private void overview(MagicContext context) {
        List<Variable> all = quantised(context);
        if (all.isEmpty()) {
            Say.line(
                    context,
                    "No network is quantised. %quantize 4 NAME packs its weights in 4 bits"
                            + fitting(context)
                            + ".");
            return;
        }
        Table.Builder table = Table.titled("Quantised networks").left("variable", "type", "scheme");
        for (Variable v : all) {
            table.row(v.name(), v.type(), quantizer().schemesOf(value(v)).orElseThrow());
        }
        Say.show(context, table.note("%quantize report NAME shows one in full.").build());
    }

    static Variable target(MagicLine line, String name, MagicContext context) {
        List<Variable> all = context.session().variables();
        Variable found = all.stream().filter(v -> v.name().equals(name)).findFirst().orElse(null);
        if (found == null) {
            List<String> fitting = names(context);
            throw new IllegalArgumentException(
                    "%s: there is no variable '%s'.%s Allowed: %s. %s"
                            .formatted(
                                    Say.typed(line),
                                    name,
                                    Suggestion.hint(name, fitting),
                                    FITTING,
                                    fitting.isEmpty()
                                            ? "This session has none yet: build or load a network first."
                                            : "Here: " + String.join(", ", fitting) + "."));
        }
        if (!fits(found)) {
            throw new IllegalArgumentException(
                    "%s: '%s' is %s, which has no weights to quantise. Allowed: %s%s."
                            .formatted(
                                    Say.typed(line),
                                    name,
                                    found.value() == null ? "null" : "of type " + found.type(),
                                    FITTING,
                                    fitting(context)));
        }
        return found;
    }

    private static String fitting(MagicContext context) {
        List<String> names = names(context);
        return names.isEmpty() ? "" : " (here: " + String.join(", ", names) + ")";
    }

    private static List<String> names(MagicContext context) {
        return context.session().variables().stream()
                .filter(QuantizeMagic::fits)
                .map(Variable::name)
                .toList();
    }

    private static boolean fits(Variable variable) {
        Object value = variable.value();
        return value instanceof Tensor
                || QuantTargets.isNetwork(value)
                || QuantTargets.isReleased(value)
                || QuantTargets.isArray(value);
    }

    private List<Variable> quantised(MagicContext context) {
        return context.session().variables().stream()
                .filter(v -> QuantTargets.isNetwork(v.value()))
                .filter(v -> quantizer().schemesOf(value(v)).isPresent())
                .toList();
    }

    private static Object value(Variable variable) {
        return Objects.requireNonNull(variable.value());
    }

    /** Made when first needed: it names ND4J's types. */
    private NetworkQuantizer quantizer() {
        if (quantizer == null) {
            quantizer = new NetworkQuantizer();
        }
        return quantizer;
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return new QuantizeCompletion(arguments, context, QuantizeMagic::fits).candidates();
    }
}
