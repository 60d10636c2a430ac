package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %restart}: a new Java process. */
public final class RestartMagic implements Magic {
    private static final String REPLAY = "--replay";

    @Override
    public String name() {
        return "restart";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "starts the Java process of the cells anew";
    }

    @Override
    public String help() {
        return """
        %restart            ends the Java process of the cells and starts another: all variables,
                            declarations and libraries are gone, memory is given back
        %restart --replay   declares imports, types and methods of earlier cells again there, also
                            of a process that was lost; nothing else of those cells runs, so
                            variables and libraries are gone

        Options of Java that %jvm has set stay. What comes after it in its cell is not run.
        To forget variables alone: %reset.\
        """;
    }

    @Override
    public String example() {
        return "%restart --help";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) {
        boolean replay = line.words().equals(List.of(REPLAY));
        if (!replay && !line.words().isEmpty()) {
            throw Mistake.usage(
                    Say.typed(line), "it takes --replay or nothing.", "%restart --replay");
        }
        if (!context.output().restart(null, replay)) {
            Say.line(
                    context,
                    "Nothing was restarted: cells run in the program itself here, not in Jupyter. %reset -f forgets variables.");
        }
        return null;
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.from(
                arguments, "option", List.of(REPLAY), o -> "declares what earlier cells declared");
    }
}
