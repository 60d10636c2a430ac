package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.session.Variable;
import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.nd4j.QuantTargets;
import java.util.List;

/** The networks in the variables of a session. */
final class Networks {
    private Networks() {}

    static List<Variable> all(MagicContext context) {
        return context.session().variables().stream()
                .filter(v -> QuantTargets.isNetwork(v.value()))
                .toList();
    }

    /**
     * The network in that variable.
     *
     * @param typed the line as typed, for the message
     * @throws IllegalArgumentException naming the networks there are
     */
    static Variable named(String typed, String name, MagicContext context) {
        List<Variable> networks = all(context);
        return networks.stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names = networks.stream().map(Variable::name).toList();
                    return new IllegalArgumentException(
                            "%s: '%s' is no network in this session.%s Allowed: a variable that holds a MultiLayerNetwork, ComputationGraph or SameDiff graph%s."
                                    .formatted(
                                            typed,
                                            name,
                                            Suggestion.hint(name, names),
                                            here(networks)));
                });
    }

    /** " (here: net, graph)", or that there is none. */
    static String here(List<Variable> networks) {
        return networks.isEmpty()
                ? "; there is none yet"
                : " (here: "
                        + String.join(", ", networks.stream().map(Variable::name).toList())
                        + ")";
    }
}
