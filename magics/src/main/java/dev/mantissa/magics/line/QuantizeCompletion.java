package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.kernel.session.Variable;
import dev.mantissa.lib.nd4j.QuantTargets;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What may come next in a line of {@code %quantize}. */
final class QuantizeCompletion {
    private final String arguments;
    private final MagicContext context;
    private final Predicate<Variable> fits;

    /**
     * @param fits variables that can be quantised
     */
    QuantizeCompletion(String arguments, MagicContext context, Predicate<Variable> fits) {
        this.arguments = arguments;
        this.context = context;
        this.fits = fits;
    }

    List<Candidate> candidates() {
        String word = Complete.word(arguments);
        int equals = word.indexOf('=');
        if (equals > 0) {
            return QuantizeOption.of(word.substring(0, equals).toLowerCase(Locale.ROOT))
                    .map(option -> values(option, word.substring(0, equals + 1)))
                    .orElse(List.of());
        }
        if (arguments.strip().matches("(save|load)(\\s.*)?") && !arguments.matches("\\S*")) {
            List<Candidate> found =
                    new ArrayList<>(Complete.paths(arguments, f -> f.toString().endsWith(".zip")));
            found.addAll(Complete.variables(arguments, context, fits));
            return found;
        }
        List<Candidate> found = new ArrayList<>(Complete.variables(arguments, context, fits));
        for (QuantizeRequest.Action action : QuantizeRequest.Action.values()) {
            if (action != QuantizeRequest.Action.PACK) {
                found.addAll(from("action", List.of(action.text()), "see %quantize?"));
            }
        }
        for (QuantizeOption option : QuantizeOption.values()) {
            found.addAll(from("option", List.of(option.text() + "="), option.summary()));
        }
        for (QuantScheme scheme : QuantSchemes.all()) {
            found.addAll(from("scheme", List.of(scheme.name()), scheme.summary()));
        }
        return found;
    }

    private List<Candidate> values(QuantizeOption option, String prefix) {
        List<String> values = new ArrayList<>(option.examples());
        switch (option) {
            case KEEP, INCLUDE ->
                    network().ifPresent(net -> values.addAll(QuantTargets.words(net)));
            case DATA ->
                    context.session().variables().stream()
                            .filter(v -> QuantTargets.isBatch(v.value()))
                            .forEach(v -> values.add(v.name()));
            default -> {}
        }
        List<String> typed = values.stream().distinct().map(value -> prefix + value).toList();
        return from("value", typed, option.summary());
    }

    private List<Candidate> from(String type, Collection<String> all, String detail) {
        return Complete.from(arguments, type, all, _ -> detail);
    }

    /** The network that the line names already, or the only one there is. */
    private Optional<Object> network() {
        List<String> words = List.of(arguments.strip().split("\\s+"));
        List<Variable> all = Networks.all(context);
        return all.stream()
                .filter(v -> words.contains(v.name()))
                .findFirst()
                .or(() -> all.size() == 1 ? all.stream().findFirst() : Optional.empty())
                .map(Variable::value);
    }
}
