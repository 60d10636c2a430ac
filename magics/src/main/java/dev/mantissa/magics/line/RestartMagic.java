package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %restart}: a new Java process. */
public final class RestartMagic implements Magic {
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
        %restart      ends the Java process of the cells and starts another: all variables,
                      declarations and libraries are gone, memory is given back

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
        if (!line.words().isEmpty()) {
            throw Mistake.usage(Say.typed(line), "it takes no arguments.", "%restart");
        }
        if (!context.output().restart(null)) {
            Say.line(
                    context,
                    "Nothing was restarted: cells run in the program itself here, not in Jupyter. %reset -f forgets variables.");
        }
        return null;
    }
}
