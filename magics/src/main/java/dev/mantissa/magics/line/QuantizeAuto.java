package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.session.Variable;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.nd4j.BitBudget;
import dev.mantissa.lib.nd4j.NetworkQuantizer;
import dev.mantissa.lib.nd4j.QuantTargets;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.magics.chart.Chart;
import dev.mantissa.magics.chart.Charts;
import dev.mantissa.magics.chart.LineChart;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** {@code %quantize auto bits=4.5 net data=x}: a scheme for each layer, within a size. */
final class QuantizeAuto {
    private static final String USAGE = "%quantize auto bits=4.5 NAME data=X";
    private static final String BITS = "bits for each weight, scales included";
    private static final double USUAL_BITS = 4.5;
    private static final double MOST_BITS = 32;

    /** What the search chooses from. */
    private static final List<QuantScheme> CANDIDATES =
            Stream.of(
                            "q8",
                            "q8:g128",
                            "q6_k",
                            "q5_1",
                            "q5_0",
                            "q4:asym",
                            "q4",
                            "q4:g64:asym",
                            "q4:g64",
                            "q4:g128",
                            "iq4_nl",
                            "q3:asym",
                            "q3",
                            "q3:g64",
                            "q2:asym",
                            "q2",
                            "q2:g128",
                            "ternary",
                            "q1")
                    .map(QuantSchemes::of)
                    .toList();

    private QuantizeAuto() {}

    /**
     * Searches, quantises the network so, and shows what was chosen.
     *
     * @return the budget
     * @throws UsageException if network, inputs or bits do not fit; nothing has changed then
     */
    static Object run(
            Variable network,
            QuantizeRequest request,
            NetworkQuantizer quantizer,
            MagicContext context) {
        Object net = Objects.requireNonNull(network.value());
        if (!QuantTargets.isNetwork(net)) {
            throw new UsageException(
                    "'%s' is of type %s; a search over layers needs a network. Usage: %s."
                            .formatted(network.name(), network.type(), USAGE));
        }
        Object inputs = QuantizeData.of(request, context, "Errors are measured on them", USAGE);
        BitBudget budget = quantizer.quantizeWithin(net, inputs, CANDIDATES, bits(request, net));
        Say.show(context, table(network.name(), budget));
        context.output().display(chart(network.name(), budget).toBundle(), null);
        return budget;
    }

    private static double bits(QuantizeRequest request, Object net) {
        String text = request.options().get(QuantizeOption.BITS);
        if (text != null && !text.matches("[\\d.]+") && QuantSchemes.isName(text)) {
            return BitBudget.bitsOf(net, QuantSchemes.of(text));
        }
        try {
            double bits = text == null ? USUAL_BITS : Double.parseDouble(text);
            if (bits > 0 && bits <= MOST_BITS) {
                return bits;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException(
                "bits=%s is no number of bits per weight. Allowed: above 0, up to 32, as in bits=4.5, or a scheme whose size is meant, as in bits=q4."
                        .formatted(text));
    }

    private static Table table(String name, BitBudget budget) {
        Table.Builder table =
                Table.titled("%s within %s bits per weight".formatted(name, two(budget.bits())))
                        .left("weights", "shape", "scheme")
                        .right("packed", "bits/weight", "error, alone");
        for (BitBudget.Layer layer : budget.layers()) {
            table.row(
                    layer.name(),
                    layer.shape(),
                    layer.scheme(),
                    Figures.bytes(layer.bytes()),
                    two(layer.bitsPerWeight()),
                    Figures.error(layer.error()));
        }
        table.total(
                "all, measured together",
                "",
                "",
                Figures.bytes(budget.layers().stream().mapToLong(BitBudget.Layer::bytes).sum()),
                two(budget.bitsPerWeight()),
                Figures.error(budget.measured()));
        if (!budget.uniform().isEmpty()) {
            BitBudget.Uniform best = budget.uniform().getFirst();
            table.note(
                    "The best single scheme that fits is %s: %s bits, error %s."
                            .formatted(
                                    best.scheme(),
                                    two(best.bitsPerWeight()),
                                    Figures.error(best.error())));
        }
        return table.note(
                        "Errors are those of the output, relative to %s, on the inputs given; %s was predicted from the single ones."
                                .formatted(budget.reference(), Figures.error(budget.predicted())))
                .note("%%quantize report %s shows sizes and kernels.".formatted(name))
                .build();
    }

    /** Size against error: the way of the search, single schemes, and what was chosen. */
    private static Chart chart(String name, BitBudget budget) {
        List<BitBudget.Step> steps = budget.steps().reversed();
        List<BitBudget.Uniform> uniform =
                budget.uniform().stream()
                        .sorted(Comparator.comparingDouble(BitBudget.Uniform::bitsPerWeight))
                        .toList();
        LineChart chart =
                Charts.lines("%s: error of the output against size".formatted(name))
                        .y("relative error of the output")
                        .logY();
        chart.x(BITS, steps.stream().mapToDouble(BitBudget.Step::bitsPerWeight).toArray())
                .series(
                        "search, predicted",
                        steps.stream().mapToDouble(BitBudget.Step::predicted).toArray());
        if (!uniform.isEmpty()) {
            chart.x(BITS, uniform.stream().mapToDouble(BitBudget.Uniform::bitsPerWeight).toArray())
                    .points(
                            "one scheme for all",
                            uniform.stream().mapToDouble(BitBudget.Uniform::error).toArray());
        }
        return chart.x(BITS, budget.bitsPerWeight()).points("chosen", budget.measured());
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
