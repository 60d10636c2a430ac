package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.session.Variable;
import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.nd4j.CalibrationBatch;
import dev.mantissa.lib.nd4j.QuantPlan;
import dev.mantissa.lib.quant.Calibrations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variable that {@code %quantize … data=X} names. */
final class QuantizeData {
    private static final String FITTING =
            "data=X, where X is a variable with an INDArray, a DataSet, a Tensor, a float[][], a list of them, or a map from input to INDArray";

    private QuantizeData() {}

    /**
     * Its value.
     *
     * @param purpose what it is for, as a sentence
     * @throws UsageException if none is named, or there is none of that name
     */
    static Object of(QuantizeRequest request, MagicContext context, String purpose, String usage) {
        String name = request.options().get(QuantizeOption.DATA);
        if (name == null) {
            throw new UsageException(
                    "which inputs? %s: %s. Usage: %s.".formatted(purpose, FITTING, usage));
        }
        List<Variable> variables = context.session().variables();
        return variables.stream()
                .filter(v -> v.name().equals(name) && v.value() != null)
                .findFirst()
                .map(Variable::value)
                .orElseThrow(() ->
                        new UsageException(
                                "data=%s: there is no such variable.%s Usage: %s."
                                        .formatted(
                                                name,
                                                Suggestion.hint(
                                                        name,
                                                        variables.stream()
                                                                .map(Variable::name)
                                                                .toList()),
                                                usage)));
    }

    /**
     * What the network is measured on, before and after; null if nothing is. The batch of a
     * calibration is not: the network would look better than it is.
     *
     * @throws UsageException if there is no such variable
     */
    static @Nullable Object measured(QuantizeRequest request, MagicContext context) {
        boolean wanted =
                request.options().containsKey(QuantizeOption.DATA)
                        && !request.options().containsKey(QuantizeOption.CALIB);
        return wanted
                ? of(request, context, "The network is measured on them", "%quantize 4 NAME data=X")
                : null;
    }

    /**
     * What is packed, and how; calibrated where calib= asks for it.
     *
     * @throws UsageException if there is no such calibration, or no data for it
     */
    static QuantPlan plan(QuantizeRequest request, MagicContext context) {
        String method = request.options().get(QuantizeOption.CALIB);
        if (method == null) {
            return request.plan();
        }
        return request.plan()
                .calibrated(
                        new CalibrationBatch(
                                Calibrations.of(method),
                                of(
                                        request,
                                        context,
                                        "A calibration looks at what layers get when the network runs on a batch",
                                        "%quantize 4 NAME calib=gptq data=X")));
    }
}
