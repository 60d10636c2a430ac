package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** {@code %history}: what was typed. */
public final class HistoryMagic implements Magic {
    @Override
    public String name() {
        return "history";
    }

    @Override
    public List<String> aliases() {
        return List.of("hist");
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "shows what was typed in this session";
    }

    @Override
    public String help() {
        return """
        %history             every cell of the session
        %history 2 4-6       these cells
        %history -n 2-       with their numbers

        To keep cells in a file: %save FILE CELLS.\
        """;
    }

    @Override
    public String example() {
        return "%history -n";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) {
        List<String> ranges = line.words().stream().filter(w -> !w.equals("-n")).toList();
        boolean numbered = line.words().contains("-n");
        SortedMap<Integer, String> chosen =
                CellRanges.choose(Say.typed(line), ranges, context.session().inputs());
        if (chosen.isEmpty()) {
            Say.line(context, "Nothing was typed yet.");
        }
        chosen.forEach((number, code) ->
                Say.line(context, numbered ? "%4d: %s".formatted(number, indented(code)) : code));
        return null;
    }

    private static String indented(String code) {
        return code.stripTrailing().replace("\n", "\n      ");
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.from(arguments, "option", List.of("-n"), o -> "with numbers");
    }
}
