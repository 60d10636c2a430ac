package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.kernel.session.Variable;
import dev.mantissa.magics.table.Table;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %who}: the variables of the session. */
public final class WhoMagic implements Magic {
    private static final int LONGEST = 60;

    @Override
    public String name() {
        return "who";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "the variables of the session: name, type, value";
    }

    @Override
    public String help() {
        return """
        %who            all variables, newest last
        %who TYPE …     only those whose type begins so: %who int String Tensor\
        """;
    }

    @Override
    public String example() {
        return "int answer = 42;\n%who int";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) {
        List<Variable> all = context.session().variables();
        List<Variable> wanted =
                all.stream().filter(v -> line.words().isEmpty() || fits(v, line.words())).toList();
        if (wanted.isEmpty()) {
            Say.line(
                    context,
                    all.isEmpty()
                            ? "No variables yet."
                            : "No variables of type %s; there are %d of other types."
                                    .formatted(String.join(" or ", line.words()), all.size()));
            return null;
        }
        Table.Builder table = Table.titled("").left("variable", "type", "value");
        wanted.forEach(v -> table.row(v.name(), v.type(), shortly(context, v)));
        Say.show(context, table.build());
        return null;
    }

    private static boolean fits(Variable variable, List<String> types) {
        String simple = variable.type().replaceAll("\\b[\\w.]+\\.", "");
        return types.stream().anyMatch(t -> simple.startsWith(t) || variable.type().startsWith(t));
    }

    private static String shortly(MagicContext context, Variable variable) {
        String text;
        try {
            text = context.render(variable.value()).plain();
        } catch (RuntimeException e) {
            text = "(cannot be shown: " + e + ")";
        }
        String first = text.lines().findFirst().orElse("");
        boolean more = first.length() > LONGEST || text.lines().skip(1).findAny().isPresent();
        return (first.length() > LONGEST ? first.substring(0, LONGEST) : first)
                + (more ? " …" : "");
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        List<String> types =
                context.session().variables().stream().map(Variable::type).distinct().toList();
        return Complete.from(arguments, "class", types, t -> "type of a variable");
    }
}
